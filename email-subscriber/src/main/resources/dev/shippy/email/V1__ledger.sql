-- What became of the events that call for a mail; the key keeps people from being mailed twice.
-- A claimed entry is worked on while its lease lasts; afterwards whoever raises the epoch takes it over.
CREATE TABLE mail (
    event_id    text PRIMARY KEY,
    state       text NOT NULL CHECK (state IN ('claimed', 'sent', 'skipped', 'dead')),
    epoch       bigint NOT NULL,
    lease_until timestamptz NOT NULL,
    attempts    integer NOT NULL,
    retries     integer NOT NULL,
    source      text NOT NULL,
    last_error  text NOT NULL DEFAULT '',
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX mail_by_state ON mail (state);
CREATE INDEX mail_by_age ON mail (changed_at);
CREATE INDEX mail_retried ON mail (event_id) INCLUDE (retries) WHERE retries > 0;
