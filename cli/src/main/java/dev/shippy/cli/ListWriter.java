package dev.shippy.cli;

import java.util.List;

/** Prints a list part by part, so that a list of any length needs little memory. */
public interface ListWriter<T> {

    void part(List<T> items);

    /** With the token of the page after the last one printed, or an empty text at the list's end. */
    void end(String nextPageToken);
}
