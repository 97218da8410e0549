import java.nio.file.Files
import java.util.concurrent.TimeUnit

def run = new File(basedir, 'target/luffy/luffy/seed-1')
def settings = new File(basedir, 'settings.xml')
settings.text = new File(basedir, '../interpolated-settings.xml').text

// A Maven of our own, since only its starter can stop it.
def maven = { String log ->
    new ProcessBuilder("${System.getProperty('maven.home')}/bin/mvn".toString(), '-B', '-s', settings.path,
            "-Dmaven.repo.local=$localRepositoryPath".toString(), '-l', log, 'luffy:train')
            .directory(basedir).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
}
def events = { new File(run, 'events.ndjson').with { it.exists() ? it.readLines() : [] } }
def saved = { events().count { it.contains('"event":"saved"') } }
def await = { String what, Closure<Boolean> condition ->
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60)
    while (!condition()) {
        assert System.nanoTime() < end: "no $what within a minute"
        Thread.sleep(20)
    }
}
// The process that was started may be a script around Maven's JVM; the worker is the one with the argument file.
def isWorker = { ProcessHandle it -> it.info().commandLine().orElse('').contains('worker.args') }
def family = { Process it -> it.toHandle().descendants().toList() + it.toHandle() }

// SIGTERM: the worker writes a checkpoint, Maven says where it goes on.
new File(run, 'events.ndjson').delete()
def stopped = family(maven('stopped.log').tap { await('checkpoint') { saved() > 0 } })
assert stopped.count(isWorker) == 1
stopped.findAll { !isWorker(it) }*.destroy()
await('end of the stopped build') { !stopped.any { it.isAlive() } }
def stoppedLog = new File(basedir, 'stopped.log').text
def step = (stoppedLog =~ /interrupted; the next run resumes after step (\d+)/)[0][1] as int
assert step > 0 && step < 200

// SIGKILL: nothing of Maven is left to tell the worker, but the pipe between them closes.
new File(run, 'events.ndjson').delete()
def killed = family(maven('killed.log').tap { await('second checkpoint') { saved() > 0 } })
assert killed.count(isWorker) == 1
killed.findAll { !isWorker(it) }*.destroyForcibly()
await('end of the orphan') { !killed.any { it.isAlive() } }
assert events().any { it.contains("\"resumedFrom\":$step,") }
assert events().last().contains('"event":"interrupted"')
def resumed = (events().last() =~ /"step":(\d+)/)[0][1] as int
assert resumed > step

// Undisturbed at last: goes on, ends with the weights of the run that nobody disturbed.
def finished = maven('finished.log')
assert finished.waitFor(2, TimeUnit.MINUTES) && finished.exitValue() == 0
assert new File(basedir, 'finished.log').text.contains("resumes after step $resumed")
for (file in ['model/model.safetensors', 'metrics.ndjson', 'summary.json']) {
    assert Files.mismatch(new File(run, file).toPath(),
            new File(basedir, "target/undisturbed/luffy/seed-1/$file").toPath()) == -1
}
