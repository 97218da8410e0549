package dev.luffy.maven;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * The way to a property of an experiment, by the names of its elements.
 *
 * @param names outermost first; at least one
 * @param type of the property
 */
record PropertyPath(List<String> names, Class<?> type) {

    // What the text of a short form stands for: <method>LUFFY</method> is <method><preset>LUFFY</preset></method>.
    private static final Map<Class<?>, String> SHORT_FORMS = Map.of(
            MethodBean.class, "preset",
            ModelBean.class, "folder",
            DataBean.class, "file",
            TracesBean.class, "file",
            ValidationBean.class, "file",
            TrainedBean.class, "id",
            ReshapeBean.class, "kind");

    PropertyPath {
        names = List.copyOf(names);
    }

    /**
     * Finds a property.
     *
     * @throws IllegalArgumentException if there is none; says what there is
     */
    static PropertyPath of(String path) {
        List<String> names = List.of(path.split("\\.", -1));
        Class<?> type = ExperimentBean.class;
        for (int i = 0; i < names.size(); i++) {
            Class<?> next = isBean(type) ? elements(type).get(names.get(i)) : null;
            if (next == null) {
                String parent = String.join(".", names.subList(0, i));
                String where = parent.isEmpty() ? "an <experiment>" : "<" + parent + ">";
                throw new IllegalArgumentException(
                        isBean(type)
                                ? "is no property of an experiment: " + where + " has "
                                        + new TreeSet<>(elements(type).keySet())
                                : "is no property of an experiment: " + where + " has no elements of its own");
            }
            type = next;
        }
        if (isBean(type) && !takesText(type)) {
            throw new IllegalArgumentException("is not one property: name one of "
                    + new TreeSet<>(elements(type).keySet()) + " in it");
        }
        return new PropertyPath(names, type);
    }

    /** Puts a value in the place of what an experiment declares there; null leaves the property out. */
    void set(Xpp3Dom experiment, String value) {
        Xpp3Dom parent = experiment;
        Class<?> type = ExperimentBean.class;
        for (String name : names.subList(0, names.size() - 1)) {
            type = elements(type).get(name);
            Xpp3Dom child = parent.getChild(name);
            if (child == null) {
                if (value == null) return;
                child = new Xpp3Dom(name);
                parent.addChild(child);
            }
            spellOut(child, type);
            parent = child;
        }
        String last = names.get(names.size() - 1);
        remove(parent, last);
        // An empty text is a value where texts may be empty.
        if (value == null && type() != TextBean.class) return;
        Xpp3Dom leaf = new Xpp3Dom(last);
        leaf.setValue(value);
        parent.addChild(leaf);
    }

    static void remove(Xpp3Dom parent, String name) {
        for (int i = parent.getChildCount() - 1; i >= 0; i--) {
            if (parent.getChild(i).getName().equals(name)) parent.removeChild(i);
        }
    }

    private static void spellOut(Xpp3Dom element, Class<?> type) {
        String text = element.getValue();
        element.setValue(null);
        String name = SHORT_FORMS.get(type);
        if (text == null || text.isBlank() || name == null || element.getChildCount() > 0) return;
        Xpp3Dom child = new Xpp3Dom(name);
        child.setValue(text);
        element.addChild(child);
    }

    private static boolean isBean(Class<?> type) {
        return type.getSimpleName().endsWith("Bean") && type != TextBean.class;
    }

    private static boolean takesText(Class<?> bean) {
        try {
            bean.getMethod("set", String.class);
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static Map<String, Class<?>> elements(Class<?> bean) {
        List<Field> fields = new ArrayList<>();
        for (Field field : bean.getDeclaredFields()) {
            if (!field.isSynthetic() && !Modifier.isStatic(field.getModifiers())) fields.add(field);
        }
        Map<String, Class<?>> elements = new java.util.TreeMap<>();
        for (Field field : fields) elements.put(field.getName(), field.getType());
        return elements;
    }
}
