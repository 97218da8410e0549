package dev.luffy.maven.plot;

import org.jetbrains.letsPlot.commons.encoding.UnsupportedRGBEncoder;
import org.jetbrains.letsPlot.commons.geometry.DoubleVector;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

/** Draws by lets-plot, whose part in use knows neither fonts nor AWT. */
final class Drawing {

    private Drawing() {}

    static String svg(LinePlot plot) throws UndrawableException {
        try {
            // Rasters are what would be encoded, and no layer is one.
            return StableSvg.of(
                    PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(
                            Specification.of(plot),
                            new DoubleVector(LinePlot.WIDTH, LinePlot.HEIGHT),
                            new UnsupportedRGBEncoder(),
                            false),
                    LinePlot.WIDTH,
                    LinePlot.HEIGHT);
        } catch (RuntimeException | LinkageError e) {
            throw new UndrawableException(e.toString(), e);
        }
    }
}
