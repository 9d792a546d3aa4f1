-- Accounts. The keys are what is unique: the address in lower case, and the SHA-256 of the Request-Id that signed up.
CREATE TABLE account (
    id            text PRIMARY KEY,
    name          text NOT NULL,
    company       text NOT NULL,
    email         text NOT NULL,
    email_key     text NOT NULL UNIQUE,
    password_hash text NOT NULL,
    admin         boolean NOT NULL,
    request_key   text NOT NULL UNIQUE,
    created_at    timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX account_by_age ON account (created_at, id);
CREATE INDEX account_admin ON account (id) WHERE admin;

-- Failed logins by the SHA-256 of the address in lower case, whether it has an account or not.
CREATE TABLE login_throttle (
    address_key text PRIMARY KEY,
    failures    integer NOT NULL,
    wait_until  timestamptz NOT NULL,
    failed_at   timestamptz NOT NULL
);
CREATE INDEX login_throttle_by_age ON login_throttle (failed_at);

-- Key pairs in PEM; the one that began to sign last signs.
CREATE TABLE signing_key (
    kid         text PRIMARY KEY,
    private_key text NOT NULL,
    public_key  text NOT NULL,
    created_at  timestamptz(3) NOT NULL,
    signs_from  timestamptz(3) NOT NULL
);
