package dev.luffy.maven;

import dev.luffy.maven.ablate.Ablation;
import dev.luffy.maven.ablate.Variant;
import dev.luffy.maven.plan.Declaration;
import dev.luffy.maven.plan.ModelSource;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.study.Studies;
import dev.luffy.maven.study.Study;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * From {@code <ablations>} to declarations: every variant is the base's elements with some in the place of others.
 *
 * @param experiments those declared, for {@code <baseOf>}
 * @param experimentElements the elements that they were made from, in the same order
 */
record AblationElements(
        List<ExperimentBean> experiments, List<Xpp3Dom> experimentElements, ExperimentBinder binder, Path basedir) {

    // A variant is an experiment of its own, with the seeds and the measurement of all.
    private static final Set<String> IDENTITY = Set.of("id", "seed", "seeds");
    private static final Set<String> MEASUREMENT = Set.of("validation", "reward");

    /**
     * All ablations, each with its base first.
     *
     * @param elements that the beans were made from, in the same order
     * @throws UserErrorException if a value cannot be meant; names the element
     */
    List<Ablation> ablations(List<AblationBean> beans, List<Xpp3Dom> elements) {
        Set<String> taken = new LinkedHashSet<>();
        for (ExperimentBean each : experiments) taken.add(each.id());
        List<Ablation> ablations = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < beans.size(); i++) {
            AblationBean bean = beans.get(i);
            if (bean.id() == null) throw new UserErrorException("<ablation><id> is nothing, but must be declared");
            if (!ids.add(bean.id())) {
                throw new UserErrorException("<ablation id=" + bean.id() + "> is declared twice: ids name folders");
            }
            Ablation ablation = ablation(bean, elements.get(i));
            refuseStages(ablation);
            for (Variant variant : ablation.variants()) {
                String id = Variant.experiment(ablation.id(), variant.id());
                if (!taken.add(id)) {
                    throw new UserErrorException(Variant.place(ablation.id(), variant.id()) + " is trained as " + id
                            + ", but something else has that id: ids name folders. Change one of them");
                }
            }
            ablations.add(ablation);
        }
        return ablations;
    }

    private static void refuseStages(Ablation ablation) {
        for (Variant variant : ablation.variants()) {
            if (!(variant.declaration().model() instanceof ModelSource.Trained first)) continue;
            for (Variant other : ablation.variants()) {
                if (!first.experiment().equals(Variant.experiment(ablation.id(), other.id()))) continue;
                throw new UserErrorException(Variant.place(ablation.id(), variant.id()) + "<model><experiment> is "
                        + first.experiment()
                        + ", but that is a variant of the same ablation: start from an <experiment>"
                        + " that luffy:train has trained");
            }
        }
    }

    private Ablation ablation(AblationBean bean, Xpp3Dom element) {
        VariantElements.refuseNested(bean.id(), element);
        refuseWrongSeeds(bean);
        Xpp3Dom base = base(bean, element);
        Studies studies = studies(bean);
        Map<String, Map<String, String>> changes = changes(bean, studies);
        List<Variant> variants = new ArrayList<>();
        variants.add(variant(bean, Variant.BASE, Map.of(), base));
        changes.forEach((id, set) -> variants.add(variant(bean, id, set, base)));
        Experiment any = variants.get(0).declaration().runs().get(0);
        return new Ablation(
                bean.id(),
                variants,
                studied(bean, studies),
                studies.claims(),
                AblationEvaluationElements.of(bean, any, basedir));
    }

    // Every variant has them, but they stand in the ablation.
    private static void refuseWrongSeeds(AblationBean bean) {
        if (bean.seeds() == null) return;
        try {
            Numbers.seeds(bean.seeds());
        } catch (InvalidDeclarationException e) {
            throw Element.complaint("ablation", bean.id(), e);
        }
    }

    /** What the POM adds to is the user's own and has to change something. */
    private static Set<String> studied(AblationBean bean, Studies studies) {
        Set<String> studied = new HashSet<>(studies.variants().keySet());
        for (VariantBean variant : bean.variants()) studied.remove(variant.id());
        return studied;
    }

    private Xpp3Dom base(AblationBean bean, Xpp3Dom element) {
        String place = "<ablation id=" + bean.id() + ">";
        if ((bean.base() == null) == (bean.baseOf() == null)) {
            throw new UserErrorException(place + " needs a <base>, or the id of a declared experiment in <baseOf>");
        }
        if (bean.base() != null) {
            if (bean.base().id() != null) {
                throw new UserErrorException(
                        place + "<base><id> is " + bean.base().id() + ", but the base of an ablation is called "
                                + Variant.BASE + ": leave the <id> out");
            }
            return element.getChild("base");
        }
        List<String> ids = experiments.stream().map(ExperimentBean::id).toList();
        int index = ids.indexOf(bean.baseOf());
        if (index < 0) {
            throw new UserErrorException(
                    place + "<baseOf> is " + bean.baseOf() + ", but the declared experiments are " + ids);
        }
        return experimentElements.get(index);
    }

    private static Studies studies(AblationBean bean) {
        if (bean.study() == null) return new Studies(Set.of());
        try {
            return Studies.of(bean.study());
        } catch (IllegalArgumentException e) {
            throw new UserErrorException(
                    "<ablation id=" + bean.id() + "><study> is " + e.getMessage() + ", but must be one of "
                            + List.of(Study.values()) + ", or several with commas between them",
                    e);
        }
    }

    private static Map<String, Map<String, String>> changes(AblationBean bean, Studies studies) {
        Map<String, Map<String, String>> changes = new LinkedHashMap<>(studies.variants());
        String place = "<ablation id=" + bean.id() + ">";
        Set<String> declared = new HashSet<>();
        for (VariantBean variant : bean.variants()) {
            if (variant.id() == null) {
                throw new UserErrorException(place + "<variant><id> is nothing, but must be declared");
            }
            if (variant.id().equals(Variant.BASE) || !declared.add(variant.id())) {
                throw new UserErrorException(place + "<variant id=" + variant.id() + "> is declared twice: ids name"
                        + " folders" + (variant.id().equals(Variant.BASE) ? ", and the base has this one" : ""));
            }
            if (variant.changes().isEmpty()) {
                throw new UserErrorException(place + "<variant id=" + variant.id()
                        + "><set> is empty, but a variant changes something: name a property and its value");
            }
            changes.merge(variant.id(), variant.changes(), AblationElements::added);
        }
        if (changes.isEmpty()) {
            throw new UserErrorException(place + "<variants> is empty, but there is nothing to compare the base with:"
                    + " declare a <variant>, or a <study>");
        }
        return changes;
    }

    /** What a study's variant changes, and then the POM's; an element replaces all that was in it. */
    private static Map<String, String> added(Map<String, String> study, Map<String, String> pom) {
        Map<String, String> both = new LinkedHashMap<>();
        study.forEach((path, value) -> {
            boolean replaced = pom.keySet().stream().anyMatch(by -> path.equals(by) || path.startsWith(by + "."));
            if (!replaced) both.put(path, value);
        });
        both.putAll(pom);
        return both;
    }

    private Variant variant(AblationBean bean, String id, Map<String, String> declared, Xpp3Dom base) {
        String place = Variant.place(bean.id(), id) + "<set>";
        Xpp3Dom element = new Xpp3Dom(base, "experiment");
        Map<String, String> changes = new TreeMap<>();
        declared.forEach((path, text) -> {
            String value = text == null || text.isEmpty() ? null : text;
            new PropertyValue(place, path, value, binder).put(element);
            changes.put(path, value == null ? null : value.replace(basedir + "/", ""));
        });
        PropertyPath.remove(element, "id");
        element.addChild(text("id", Variant.experiment(bean.id(), id)));
        if (bean.seeds() != null) {
            PropertyPath.remove(element, "seed");
            PropertyPath.remove(element, "seeds");
            element.addChild(text("seeds", String.join(",", bean.seeds())));
        }
        try {
            Declaration declaration = binder.bound(element).toDeclaration(basedir);
            if (declaration.validation() == null) {
                throw new UserErrorException(Variant.place(bean.id(), Variant.BASE)
                        + "<validation> is nothing, but must be declared: variants are compared on its problems");
            }
            return new Variant(bean.id(), id, changes, declaration);
        } catch (UserErrorException e) {
            if (e.getMessage().startsWith("<ablation")) throw e;
            throw Variant.complaint(bean.id(), id, e);
        }
    }

    /** Whether a path leads to what must be the same in all variants; says why, or null. */
    static String fixed(String path) {
        String first = path.split("\\.", 2)[0];
        if (IDENTITY.contains(first)) return "is not a variant's own: seeds are those of the <ablation>";
        if (MEASUREMENT.contains(first)) {
            return "decides how a model is measured, which must be the same for all variants: change it in the base";
        }
        return null;
    }

    private static Xpp3Dom text(String name, String value) {
        Xpp3Dom element = new Xpp3Dom(name);
        element.setValue(value);
        return element;
    }
}
