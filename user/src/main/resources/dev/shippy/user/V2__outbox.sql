-- What has happened to accounts, written by the statements that make it true. An event that is not published yet is its
-- holder's until it is due: first the writer's, then that of whoever claims it. The type is the subject; the trace is the
-- header traceparent and, after a space, tracestate.
CREATE TABLE outbox (
    id           text PRIMARY KEY,
    type         text NOT NULL,
    entity       text NOT NULL,
    occurred_at  timestamptz(3) NOT NULL,
    by_service   boolean NOT NULL,
    trace        text NOT NULL,
    due          timestamptz(3) NOT NULL,
    attempts     integer NOT NULL DEFAULT 0,
    last_error   text NOT NULL DEFAULT '',
    published_at timestamptz(3)
);
CREATE INDEX outbox_due ON outbox (due) WHERE published_at IS NULL;
CREATE INDEX outbox_of_entity ON outbox (entity) WHERE published_at IS NULL;
CREATE INDEX outbox_by_age ON outbox (occurred_at, id);
