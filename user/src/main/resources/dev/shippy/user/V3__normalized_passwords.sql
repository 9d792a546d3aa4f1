-- Whether the password was normalized (NFC) before it was hashed. Earlier releases hashed it as it was typed.
ALTER TABLE account ADD COLUMN password_normalized boolean NOT NULL DEFAULT false;
