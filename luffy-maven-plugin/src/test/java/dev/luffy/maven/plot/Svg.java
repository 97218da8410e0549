package dev.luffy.maven.plot;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A drawing as a parser reads it. */
public final class Svg {

    private final Document document;

    private Svg(Document document) {
        this.document = document;
    }

    /** Fails if the text is no well-formed XML; loads nothing from anywhere. */
    public static Svg parse(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setNamespaceAware(true);
        return new Svg(factory.newDocumentBuilder().parse(new InputSource(new StringReader(text))));
    }

    Element root() {
        return document.getDocumentElement();
    }

    /** Every text in it, without the blanks around it. */
    public List<String> texts() {
        return elements("text").stream()
                .map(each -> each.getTextContent().strip())
                .toList();
    }

    /** The texts of one class, such as {@code legend-item}. */
    public List<String> texts(String cssClass) {
        return elements("text").stream()
                .filter(each -> each.getAttribute("class").equals(cssClass))
                .map(each -> each.getTextContent().strip())
                .toList();
    }

    /** Colour and dashes of every line, in the order of drawing. */
    List<String> strokes() {
        return elements("path").stream()
                .filter(each -> each.getAttribute("fill").equals("none"))
                .map(each -> each.getAttribute("stroke") + " " + each.getAttribute("stroke-dasharray"))
                .toList();
    }

    /** Round markers outside the legend, whose are larger. */
    long dots() {
        return elements("circle").stream()
                .filter(each -> !each.getAttribute("cx").equals("10.5"))
                .count();
    }

    List<String> ids() {
        return elements("*").stream()
                .map(each -> each.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .toList();
    }

    List<Element> elements(String name) {
        NodeList nodes = document.getElementsByTagNameNS("http://www.w3.org/2000/svg", name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) elements.add((Element) nodes.item(i));
        return elements;
    }
}
