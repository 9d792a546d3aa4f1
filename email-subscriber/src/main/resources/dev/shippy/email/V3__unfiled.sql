-- Dead letters that the stream DEAD_LETTERS has not taken yet, as when it is full. The headers are a JSON object.
CREATE TABLE unfiled_letter (
    stream     text NOT NULL,
    sequence   bigint NOT NULL,
    stored_at  timestamptz NOT NULL,
    subject    text NOT NULL,
    headers    text NOT NULL,
    body       bytea NOT NULL,
    deliveries bigint NOT NULL,
    reason     text NOT NULL,
    kept_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (stream, sequence, stored_at)
);
CREATE INDEX unfiled_letter_by_age ON unfiled_letter (kept_at, stream, sequence);
