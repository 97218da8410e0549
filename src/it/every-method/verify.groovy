import groovy.json.JsonSlurper
import java.nio.file.Files

// The presets that there are, as the runtime has them: one that is not in this POM is noticed.
def jars = new File(localRepositoryPath, 'dev/luffy/luffy-runtime').listFiles().findAll { it.directory }
        .collectMany { it.listFiles().toList() }.findAll { it.name ==~ /luffy-runtime-[0-9.]+(-SNAPSHOT)?\.jar/ }
assert jars.size() == 1
def runtime = new URLClassLoader(jars*.toURI()*.toURL() as URL[], ClassLoader.platformClassLoader)
def presets = runtime.loadClass('dev.luffy.runtime.experiment.Preset').enumConstants*.name()
runtime.close()
def variants = ['base'] + (presets - 'LUFFY').collect { it.toLowerCase(Locale.ROOT).replace('_', '-') }

def luffy = new File(basedir, 'target/luffy')
def json = { new JsonSlurper().parse(new File(luffy, it)) }
assert (luffy.list().findAll { it.startsWith('every.') } as Set) == variants.collect { "every.$it".toString() } as Set
def base = new File(new File(basedir, '.luffy/builtin').listFiles().first(), 'aime-base/model.safetensors').toPath()
[presets, variants].transpose().each { preset, variant ->
    def run = "every.$variant/seed-1"
    assert json("$run/experiment.json").experiment.method.preset == preset
    assert json("$run/summary.json").steps == 3
    assert new File(luffy, "$run/metrics.ndjson").readLines().size() == 3
    assert Files.mismatch(new File(luffy, "$run/model/model.safetensors").toPath(), base) > 0
}

def table = json('ablate/every/table.json')
assert table.missing == [] && table.runs*.variant as Set == variants as Set
def rows = new File(luffy, 'ablate/every/table.md').readLines()
for (variant in variants) assert rows.any { it.startsWith("| $variant | easy |") }
