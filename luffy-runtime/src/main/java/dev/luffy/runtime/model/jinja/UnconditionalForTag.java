package dev.luffy.runtime.model.jinja;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.tag.ForTag;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.tree.parse.TagToken;

/**
 * A loop. One with a condition of its own, {@code for x in y if z}, is refused: Jinjava would read it as an empty list. So is
 * one with an {@code else}, which Jinjava would never come to.
 */
final class UnconditionalForTag extends ForTag {
    private static final long serialVersionUID = 1L;

    @Override
    public String interpretUnchecked(TagNode node, JinjavaInterpreter interpreter) {
        String expression =
                getLoopVarsAndExpression((TagToken) node.getMaster()).getRight();
        if (expression.matches("(?s).*\\sif\\s.*") && !expression.matches("(?s).*\\selse\\s.*")) {
            throw new TemplateFunctions.Raised("a loop with a condition, 'for … in " + expression
                    + "', is not supported; use an if inside of the loop");
        }
        if (node.getChildren().stream().anyMatch(child -> "else".equals(child.getName()))) {
            throw new TemplateFunctions.Raised("a loop with an else is not supported; use an if in front of the loop");
        }
        return super.interpretUnchecked(node, interpreter);
    }
}
