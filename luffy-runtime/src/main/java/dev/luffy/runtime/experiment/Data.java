package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.luffy.benchmarks.problem.Layout;

/**
 * How the file of training problems is read, and what of it is trained on.
 *
 * @param layout of its rows, whole: nothing is left to be found in the file. Null for this project's own JSON lines
 * @param filter what is left out, or null for {@link Filter#NONE}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Data(Layout layout, Filter filter) {

    /** Own JSON lines without a filter; an experiment has null in its place. */
    private static final Data PLAIN = new Data(null, null);

    public Data {
        if (Filter.NONE.equals(filter)) filter = null;
    }

    /** The data of a layout and a filter, either of which may be null; null if nothing is declared. */
    public static Data of(Layout layout, Filter filter) {
        Data data = new Data(layout, filter);
        return data.equals(PLAIN) ? null : data;
    }

    /** The filter, whether declared or not. */
    public Filter effectiveFilter() {
        return filter == null ? Filter.NONE : filter;
    }

    /** Whether the rows of the problems have the teacher's traces. */
    public boolean targeted() {
        return layout != null && layout.fields().containsKey("target");
    }
}
