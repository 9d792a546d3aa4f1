package dev.shippy.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;

/** A table whose columns are as wide as the first part asks for. */
final class TableWriter<T> implements ListWriter<T> {

    private static final String GAP = "  ";

    private final PrintWriter out;
    private final List<Column<T>> columns;
    private List<Integer> widths = List.of();
    private List<Boolean> numbers = List.of();

    TableWriter(PrintWriter out, List<Column<T>> columns) {
        this.out = out;
        this.columns = List.copyOf(columns);
    }

    @Override
    public void part(List<T> rows) {
        if (widths.isEmpty()) {
            measure(rows);
            printRow(columns.stream().map(Column::title).toList());
        }
        rows.forEach(
                row -> printRow(columns.stream().map(column -> column.cell(row)).toList()));
        out.flush();
    }

    @Override
    public void end(String nextPageToken) {
        out.flush();
    }

    private void measure(List<T> rows) {
        widths = columns.stream().map(column -> widthOf(column, rows)).toList();
        numbers = columns.stream()
                .map(column -> rows.stream().anyMatch(column::isNumber))
                .toList();
    }

    private int widthOf(Column<T> column, List<T> rows) {
        int widest =
                rows.stream().mapToInt(row -> column.cell(row).length()).max().orElse(0);
        return Math.max(widest, column.width());
    }

    private void printRow(List<String> cells) {
        List<String> padded = IntStream.range(0, cells.size())
                .mapToObj(index -> padded(index, cells.get(index)))
                .toList();
        out.println(String.join(GAP, padded).stripTrailing());
    }

    private String padded(int column, String cell) {
        String padding = " ".repeat(Math.max(0, widths.get(column) - cell.length()));
        return numbers.get(column) ? padding + cell : cell + padding;
    }
}
