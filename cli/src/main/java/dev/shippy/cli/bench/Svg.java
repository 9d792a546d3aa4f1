package dev.shippy.cli.bench;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the few shapes that a drawing needs. */
final class Svg {

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    Svg(int width, int height) throws XMLStreamException {
        xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("svg");
        xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
        xml.writeAttribute("viewBox", "0 0 " + width + " " + height);
        xml.writeAttribute("font-family", "sans-serif");
        xml.writeAttribute("font-size", "12");
        empty("rect", "width", width, "height", height, "fill", "white");
    }

    void line(double fromX, double fromY, double toX, double toY, String stroke, String dashes)
            throws XMLStreamException {
        empty("line", "x1", fromX, "y1", fromY, "x2", toX, "y2", toY, "stroke", stroke, "stroke-dasharray", dashes);
    }

    /** @param points such as {@code 1,2 3,4} */
    void polyline(String points, String stroke) throws XMLStreamException {
        empty("polyline", "points", points, "fill", "none", "stroke", stroke, "stroke-width", 2);
    }

    void dot(double x, double y, String fill) throws XMLStreamException {
        empty("circle", "cx", x, "cy", y, "r", 3, "fill", fill);
    }

    /** @param anchor start, middle or end */
    void text(double x, double y, String anchor, String fill, String words) throws XMLStreamException {
        xml.writeStartElement("text");
        attributes("x", x, "y", y, "text-anchor", anchor, "fill", fill);
        xml.writeCharacters(words);
        xml.writeEndElement();
    }

    String end() throws XMLStreamException {
        xml.writeEndDocument();
        xml.close();
        return text + "\n";
    }

    static String number(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    private void empty(String element, Object... attributes) throws XMLStreamException {
        xml.writeEmptyElement(element);
        attributes(attributes);
    }

    private void attributes(Object... attributes) throws XMLStreamException {
        for (int name = 0; name < attributes.length; name += 2) {
            Object value = attributes[name + 1];
            xml.writeAttribute(
                    attributes[name].toString(), value instanceof Double exact ? number(exact) : value.toString());
        }
    }
}
