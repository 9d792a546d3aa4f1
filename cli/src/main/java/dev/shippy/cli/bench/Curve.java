package dev.shippy.cli.bench;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;

/**
 * A drawing of latency against rate; latency in decades.
 *
 * @param knee calls a second; 0 draws none
 * @param points at least one
 */
record Curve(String title, double knee, List<LoadPoint> points) {

    /** One line of the drawing. */
    private record Series(String name, String color, ToDoubleFunction<Percentiles> percentile) {}

    private static final List<Series> ALL = List.of(
            new Series("p50", "#1b7837", Percentiles::p50),
            new Series("p90", "#2166ac", Percentiles::p90),
            new Series("p99", "#b35806", Percentiles::p99),
            new Series("p99.9", "#b2182b", Percentiles::p999));

    private static final String INK = "#333333";
    private static final String GRID = "#dddddd";
    private static final int WIDTH = 720;
    private static final int HEIGHT = 440;
    private static final int LEFT = 80;
    private static final int RIGHT = 640;
    private static final int TOP = 50;
    private static final int BOTTOM = 380;
    private static final int STEPS = 5;
    private static final int LINE_HEIGHT = 18;

    Curve {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to draw");
        }
        points = points.stream()
                .sorted(Comparator.comparingDouble(LoadPoint::rate))
                .toList();
    }

    String svg() {
        try {
            Svg svg = new Svg(WIDTH, HEIGHT);
            svg.text(LEFT, TOP - 22.0, "start", INK, title);
            drawRates(svg);
            drawLatencies(svg);
            for (int number = 0; number < ALL.size(); number++) {
                draw(svg, ALL.get(number), number);
            }
            return svg.end();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("A text in memory can always be written", impossible);
        }
    }

    private void drawRates(Svg svg) throws XMLStreamException {
        for (int step = 0; step <= STEPS; step++) {
            double rate = mostRate() * step / STEPS;
            svg.line(x(rate), TOP, x(rate), BOTTOM, GRID, "none");
            svg.text(x(rate), BOTTOM + 18.0, "middle", INK, Svg.number(rate));
        }
        svg.text((LEFT + RIGHT) / 2.0, BOTTOM + 42.0, "middle", INK, "calls a second, meant to be sent");
        if (knee > 0) {
            svg.line(x(knee), TOP, x(knee), BOTTOM, INK, "4 4");
            svg.text(x(knee), TOP - 6.0, "middle", INK, "knee");
        }
    }

    private void drawLatencies(Svg svg) throws XMLStreamException {
        for (int decade = lowest(); decade <= highest(); decade++) {
            double micros = Math.pow(10, decade);
            svg.line(LEFT, y(micros), RIGHT, y(micros), GRID, "none");
            svg.text(
                    LEFT - 8.0,
                    y(micros) + 4,
                    "end",
                    INK,
                    micros >= 1000 ? Math.round(micros / 1000) + " ms" : Math.round(micros) + " µs");
        }
    }

    private void draw(Svg svg, Series series, int number) throws XMLStreamException {
        svg.polyline(
                points.stream()
                        .map(point -> Svg.number(x(point.rate())) + "," + Svg.number(y(series, point)))
                        .collect(Collectors.joining(" ")),
                series.color());
        for (LoadPoint point : points) {
            svg.dot(x(point.rate()), y(series, point), series.color());
        }
        svg.text(
                RIGHT + 14.0,
                TOP + (double) LINE_HEIGHT * (ALL.size() - number),
                "start",
                series.color(),
                series.name());
    }

    private double x(double rate) {
        return LEFT + rate / mostRate() * (RIGHT - LEFT);
    }

    private double y(Series series, LoadPoint point) {
        return y(series.percentile().applyAsDouble(point.latencies()));
    }

    private double y(double micros) {
        double part = (Math.log10(Math.max(1, micros)) - lowest()) / (highest() - lowest());
        return BOTTOM - part * (BOTTOM - TOP);
    }

    private double mostRate() {
        return Math.max(knee, points.get(points.size() - 1).rate()) * 1.05;
    }

    private int lowest() {
        double least = points.stream()
                .mapToDouble(point -> point.latencies().p50())
                .min()
                .orElse(1);
        return (int) Math.floor(Math.log10(Math.max(1, least)));
    }

    /** A decade above the lowest at least. */
    private int highest() {
        double most = points.stream()
                .mapToDouble(point -> point.latencies().p999())
                .max()
                .orElse(1);
        return Math.max(lowest() + 1, (int) Math.ceil(Math.log10(Math.max(1, most))));
    }
}
