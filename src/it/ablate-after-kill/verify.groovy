import java.nio.file.Files
import java.util.concurrent.TimeUnit

def luffy = new File(basedir, 'target/luffy')
def undisturbed = new File(basedir, 'target/undisturbed')
def settings = new File(basedir, 'settings.xml')
settings.text = new File(basedir, '../interpolated-settings.xml').text
assert !luffy.exists()

// A Maven of our own, since only its starter can kill it.
def maven = { String name ->
    new ProcessBuilder("${System.getProperty('maven.home')}/bin/mvn".toString(), '-B', '-s', settings.path,
            "-Dmaven.repo.local=$localRepositoryPath".toString(), '-l', name + '.log', 'luffy:ablate')
            .directory(basedir).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
}
def log = { new File(basedir, it + '.log').text }
def await = { String what, Closure<Boolean> condition ->
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2)
    while (!condition()) {
        assert System.nanoTime() < end: "no $what within two minutes"
        Thread.sleep(10)
    }
}
def events = { String run -> new File(luffy, run + '/events.ndjson').with { it.exists() ? it.readLines() : [] } }
def isWorker = { ProcessHandle it -> it.info().commandLine().orElse('').contains('worker.args') }
def trained = { String name -> (log(name) =~ /training cut\.(\S+), seed (\d)/).collect { "${it[1]} ${it[2]}".toString() } }
def upToDate = { String name -> (log(name) =~ /cut\.(\S+), seed (\d) is up to date: /).collect { "${it[1]} ${it[2]}".toString() } }

/** Starts Maven and kills it, or its worker alone, when the run has its first checkpoint and is not done. */
def killIn = { String name, String run, boolean workerAlone ->
    def process = maven(name)
    await("checkpoint of $run") { events(run).any { it.contains('"event":"saved"') } || !process.alive }
    def family = process.toHandle().descendants().toList() + process.toHandle()
    assert family.count(isWorker) == 1
    def victims = workerAlone ? family.findAll(isWorker) : family.sort { isWorker(it) ? 0 : 1 }
    victims*.destroyForcibly()
    await('end of the killed') { !family.any { it.alive } }
    assert process.exitValue() != 0
    // Nobody had the time to say goodbye, and the run was not done.
    assert !events(run).any { it.contains('"event":"interrupted"') || it.contains('"event":"finished"') }
    assert !new File(luffy, run + '/summary.json').exists()
}
/** What a finished run has left, with the times of writing. */
def left = { String run ->
    ['summary.json', 'metrics.ndjson', 'events.ndjson', 'model/model.safetensors'].collectEntries {
        [it, Files.getLastModifiedTime(new File(luffy, "$run/$it").toPath())]
    }
}

killIn('both', 'cut.critic/seed-1', false)
assert trained('both') == ['base 1', 'critic 1']
assert !new File(luffy, 'ablate/cut/table.md').exists()
def first = left('cut.base/seed-1')

killIn('worker', 'cut.base/seed-2', true)
assert upToDate('worker') == ['base 1']
assert trained('worker') == ['critic 1', 'base 2']
assert log('worker') =~ /resumes after step [1-9]/
assert events('cut.critic/seed-1').any { it =~ /"resumedFrom":[1-9]/ }
assert log('worker').contains('BUILD FAILURE')
assert left('cut.base/seed-1') == first
def second = left('cut.critic/seed-1')

def finished = maven('finished')
assert finished.waitFor(3, TimeUnit.MINUTES) && finished.exitValue() == 0
assert upToDate('finished') == ['base 1', 'critic 1']
assert trained('finished') == ['base 2', 'critic 2']
assert log('finished').count('resumes after step ') == 1
assert events('cut.base/seed-2').any { it =~ /"resumedFrom":[1-9]/ }
assert events('cut.critic/seed-2').any { it.contains('"resumedFrom":0') }
assert left('cut.base/seed-1') == first && left('cut.critic/seed-1') == second

def same = { String file ->
    assert Files.mismatch(new File(luffy, file).toPath(), new File(undisturbed, file).toPath()) == -1
}
for (table in ['table.md', 'table.tex', 'table.csv', 'table.json', 'curves.csv']) same("ablate/cut/$table")
for (run in ['cut.base/seed-1', 'cut.critic/seed-1', 'cut.base/seed-2', 'cut.critic/seed-2']) {
    for (file in ['summary.json', 'metrics.ndjson', 'model/model.safetensors']) same("$run/$file")
}
