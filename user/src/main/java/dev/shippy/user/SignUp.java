package dev.shippy.user;

/**
 * What somebody wants an account for. Two that are equal are one: the same caller, trying again.
 *
 * @param requestId of the call
 */
record SignUp(String name, String company, EmailAddress email, Password password, String requestId) {

    /** What makes a repeated call known as such. */
    String requestKey() {
        return Digests.sha256(requestId);
    }

    /** For logs: the rest is personal. */
    @Override
    public String toString() {
        return "SignUp";
    }
}
