package dev.luffy.runtime.model.jinja;

import com.hubspot.jinjava.el.ext.ExtendedParser;
import com.hubspot.jinjava.el.ext.NamedParameterOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jinjava.de.odysseus.el.tree.impl.Builder;
import jinjava.de.odysseus.el.tree.impl.Scanner.ScanException;
import jinjava.de.odysseus.el.tree.impl.Scanner.Symbol;
import jinjava.de.odysseus.el.tree.impl.ast.AstBinary;
import jinjava.de.odysseus.el.tree.impl.ast.AstDot;
import jinjava.de.odysseus.el.tree.impl.ast.AstIdentifier;
import jinjava.de.odysseus.el.tree.impl.ast.AstNode;
import jinjava.de.odysseus.el.tree.impl.ast.AstNull;
import jinjava.de.odysseus.el.tree.impl.ast.AstParameters;
import jinjava.de.odysseus.el.tree.impl.ast.AstUnary;

/**
 * Where Python's expressions differ from Jinjava's: {@code not} binds more weakly than comparisons and tests, the value of a
 * named argument is a whole expression, slices may have a step, and operators are those of {@link PythonOperator}.
 */
final class PythonParser extends ExtendedParser {

    private static final Set<String> TESTS = Set.of(
            "==",
            "!=",
            "<",
            "<=",
            ">",
            ">=",
            "boolean",
            "defined",
            "divisibleby",
            "eq",
            "equalto",
            "even",
            "false",
            "float",
            "ge",
            "greaterthan",
            "gt",
            "in",
            "integer",
            "iterable",
            "le",
            "lessthan",
            "lower",
            "lt",
            "mapping",
            "ne",
            "none",
            "number",
            "odd",
            "sameas",
            "sequence",
            "string",
            "true",
            "undefined",
            "upper");

    PythonParser(Builder builder, String expression) {
        super(builder, expression);
    }

    @Override
    protected AstNode eq(boolean required) throws ScanException, ParseException {
        if (getToken().getSymbol() != Symbol.NOT) return super.eq(required);
        consumeToken();
        return createAstUnary(eq(true), AstUnary.NOT);
    }

    @Override
    protected AstBinary createAstBinary(AstNode left, AstNode right, AstBinary.Operator operator) {
        return super.createAstBinary(left, right, PythonOperator.of(operator));
    }

    // Jinjava takes an unknown filter or test for one that gives nothing.
    @Override
    protected AstDot createAstDot(AstNode base, String property, boolean assignable) {
        if (base instanceof AstIdentifier identifier) {
            refuseUnknown(identifier.getName(), FILTER_PREFIX, "filter", Jinja.FILTERS);
            refuseUnknown(identifier.getName(), EXPTEST_PREFIX, "test", TESTS);
        }
        return super.createAstDot(base, property, assignable);
    }

    private static void refuseUnknown(String name, String prefix, String kind, Set<String> known) {
        if (name.startsWith(prefix) && !known.contains(name.substring(prefix.length()))) {
            throw new TemplateFunctions.Raised(
                    "the " + kind + " '" + name.substring(prefix.length()) + "' is not supported");
        }
    }

    @Override
    protected AstParameters params(Symbol left, Symbol right) throws ScanException, ParseException {
        consumeToken(left);
        List<AstNode> parameters = new ArrayList<>();
        while (getToken().getSymbol() != right) {
            parameters.add(parameter());
            if (getToken().getSymbol() != Symbol.COMMA) break;
            consumeToken();
        }
        consumeToken(right);
        return createAstParameters(parameters);
    }

    private AstNode parameter() throws ScanException, ParseException {
        boolean named = getToken().getSymbol() == Symbol.IDENTIFIER
                && lookahead(0).getImage().equals("=");
        if (!named) return expr(true);
        AstNode name = identifier(consumeToken().getImage());
        consumeToken();
        return NamedParameterOperator.HANDLER.createAstNode(name, expr(true));
    }

    @Override
    protected AstNode value() throws ScanException, ParseException {
        AstNode value = nonliteral();
        boolean assignable = value != null;
        if (!assignable) value = literal();
        while (value != null) {
            if (getToken().getSymbol() == Symbol.DOT) {
                consumeToken();
                AstDot dot = createAstDot(value, consumeToken(Symbol.IDENTIFIER).getImage(), assignable);
                value = getToken().getSymbol() == Symbol.LPAREN ? createAstMethod(dot, params()) : dot;
            } else if (getToken().getSymbol() == Symbol.LBRACK) {
                consumeToken();
                value = subscript(value, assignable);
            } else {
                return value;
            }
        }
        return null;
    }

    /** What follows an opening bracket: an index, or {@code from:to:step} each of which may be missing. */
    private AstNode subscript(AstNode base, boolean assignable) throws ScanException, ParseException {
        List<AstNode> bounds = new ArrayList<>();
        bounds.add(bound());
        while (getToken().getSymbol() == Symbol.COLON && bounds.size() < 3) {
            consumeToken();
            bounds.add(bound());
        }
        consumeToken(Symbol.RBRACK);
        if (bounds.size() == 1) return createAstBracket(base, bounds.get(0), assignable, false);
        if (bounds.size() == 2) bounds.add(new AstNull());
        return createAstMethod(createAstDot(base, PythonObjects.SLICE, false), createAstParameters(bounds));
    }

    private AstNode bound() throws ScanException, ParseException {
        AstNode bound = expr(false);
        return bound == null ? new AstNull() : bound;
    }
}
