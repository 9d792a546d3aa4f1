package dev.shippy.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class CurveTest {

    @Test
    void isWellFormedWithALineForEachPercentile() throws Exception {
        Document svg = read(new Curve("A < B & \"C\"", 90, List.of(point(120, 900_000), point(50, 300))));

        assertEquals("svg", svg.getDocumentElement().getTagName());
        assertEquals(4, svg.getElementsByTagName("polyline").getLength());
        assertEquals(8, svg.getElementsByTagName("circle").getLength());
        assertEquals("A < B & \"C\"", svg.getElementsByTagName("text").item(0).getTextContent());
    }

    @Test
    void goesFromTheLowestRateToTheHighestWithinItsFrame() throws Exception {
        Document svg = read(new Curve("t", 0, List.of(point(120, 900_000), point(50, 300), point(70, 1))));
        for (int line = 0; line < 4; line++) {
            String points = ((Element) svg.getElementsByTagName("polyline").item(line)).getAttribute("points");
            double last = 0;
            for (String point : points.split(" ", -1)) {
                double x = Double.parseDouble(point.split(",", -1)[0]);
                double y = Double.parseDouble(point.split(",", -1)[1]);
                assertEquals(true, x > last && x < 720 && y > 0 && y < 440, points);
                last = x;
            }
        }
    }

    @Test
    void refusesNothing() {
        assertThrows(IllegalArgumentException.class, () -> new Curve("t", 0, List.of()));
    }

    private static Document read(Curve curve) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(curve.svg())));
    }

    private static LoadPoint point(double rate, double micros) {
        Percentiles latencies = new Percentiles(micros, micros * 2, micros * 3, micros * 4);
        return new LoadPoint(rate, 10, 1, 10, 0, 0, latencies, new Percentiles(0, 0, 0, 0), 0, Map.of());
    }
}
