-- How often a mail was given to the server without hearing whether it took it. Each time it may have reached somebody.
ALTER TABLE mail ADD COLUMN unconfirmed integer NOT NULL DEFAULT 0;
