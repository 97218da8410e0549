import com.sun.net.httpserver.HttpServer
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit

def key = 'sk-' + 'f00dcafe' * 4
def wrong = 'sk-' + 'deadbeef' * 4
def text = { String name -> new File(basedir, name).with { it.exists() ? it.getText('UTF-8') : '' } }

// A dry run tells where rollouts would come from, and asks nobody.
assert text('dry-run.log').contains('rollouts    from http://localhost:1/generate, 4 at one time, with the key of server gpu')
assert text('dry-run.log').contains("weights     for it in ${new File(basedir, 'target/weights')}; a dry run asks it nothing")
assert text('no-key.log').contains(
        '<experiment id=luffy><rollout><server><server> is gpu, but settings.xml has none: add <server><id>gpu</id>')

// As SGLang: loads what it is told to, samples, and labels answers with the weights that they come from.
def log = Collections.synchronizedList([])
def loads = Collections.synchronizedList([])
def answered = Collections.synchronizedMap([:])
def held = null // a latch, while answers of step 8 after the eleventh are held back
def version = 'default'
def lock = new Object()
def send = { exchange, int status, Map body ->
    byte[] bytes = JsonOutput.toJson(body).bytes
    exchange.responseHeaders.add('Content-Type', 'application/json')
    exchange.sendResponseHeaders(status, bytes.length)
    exchange.responseBody.write(bytes)
    exchange.close()
}
def sha256 = { byte[] bytes -> MessageDigest.getInstance('SHA-256').digest(bytes).encodeHex().toString() }
def pool = Executors.newCachedThreadPool()
def server = HttpServer.create(new InetSocketAddress('localhost', 0), 0)
server.executor = pool
def locked = { String path, Closure answer ->
    server.createContext(path) { exchange ->
        def body = exchange.requestBody.bytes
        def authorization = exchange.requestHeaders.getFirst('Authorization')
        log << [path: path, authorization: authorization]
        if (authorization != "Bearer $key") {
            send(exchange, 401, [error: "Incorrect API key: $authorization"])
        } else {
            answer(exchange, body.length ? new JsonSlurper().parse(body) : [:])
        }
    }
}
locked('/v1/models') { exchange, asked -> send(exchange, 200, [data: [[id: 'stub', max_model_len: 64]]]) }
locked('/update_weights_from_disk') { exchange, asked ->
    def weights = new File(asked.model_path, 'model.safetensors')
    if (!weights.isFile() || !new File(asked.model_path, 'config.json').isFile()) {
        send(exchange, 400, [success: false, message: "no model in $asked.model_path"])
        return
    }
    synchronized (lock) {
        loads << sha256(weights.bytes)
        version = asked.weight_version
    }
    send(exchange, 200, [success: true, message: 'Succeeded to update model weights.'])
}
locked('/generate') { exchange, asked ->
    def sampling = asked.sampling_params
    int again
    CountDownLatch wait = null
    String now
    synchronized (lock) {
        now = version
        if (held != null && now.endsWith('-7') && answered.count { it.value.version == now } >= 11) {
            wait = held
        } else {
            again = (answered[sampling.sampling_seed]?.times ?: 0) + 1
            answered[sampling.sampling_seed] = [times: again, version: now]
        }
    }
    if (wait != null) {
        wait.await()
        send(exchange, 503, [:])
        return
    }
    // Digits 0 to 7 are the tokens 2 to 9, </think> is 14 and the end 1; now and then the sum is right.
    def random = new SplittableRandom(sampling.sampling_seed * 31L + again)
    def ids = asked.input_ids
    int sum = (ids[0] - 2) + (ids[2] - 2)
    def tokens = (0..<random.nextInt(0, 5)).collect { random.nextInt(2, 14) }
    tokens += [14, random.nextInt(0, 3) == 0 ? 2 + sum % 10 : random.nextInt(2, 12), 1]
    send(exchange, 200, [text: '', output_ids: tokens, meta_info: [
            finish_reason: [type: 'stop', matched: 1], completion_tokens: tokens.size(), weight_version: now,
            output_token_logprobs: tokens.collect { [-2, it, null] }]])
}
server.start()

// Not below the project: no file there may hold the key.
def settings = File.createTempFile('settings', '.xml')
def maven = { String name, List<String> more = [] ->
    new ProcessBuilder(["${System.getProperty('maven.home')}/bin/mvn".toString(), '-B', '-s', settings.path,
            "-Dmaven.repo.local=$localRepositoryPath".toString(), "-Dport=$server.address.port".toString(), '-l', name]
            + more + ['luffy:train']).directory(basedir).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
}
def finish = { Process it ->
    assert it.waitFor(2, TimeUnit.MINUTES)
    it.exitValue()
}
def await = { String what, Closure<Boolean> condition ->
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60)
    while (!condition()) {
        assert System.nanoTime() < end: "no $what within a minute"
        Thread.sleep(10)
    }
}
def isWorker = { ProcessHandle it -> it.info().commandLine().orElse('').contains('worker.args') }
def family = { Process it -> it.toHandle().descendants().toList() + it.toHandle() }

try {
    settings.text = new File(basedir, '../interpolated-settings.xml').text.replace('</settings>', """
        <servers>
          <server><id>gpu</id><password>$key</password></server>
          <server><id>other</id><password>$wrong</password></server>
        </servers>
        </settings>""")

    // Undisturbed, elsewhere.
    assert finish(maven('undisturbed.log', ['-Dluffy.outputDirectory=target/undisturbed',
            '-Dluffy.workDirectory=target/undisturbed-work'])) == 0
    assert loads.size() == 12 && loads.toSet().size() == 12
    assert answered.size() == 12 * 4 * 7 && answered.every { it.value.times == 1 }
    assert log.every { it.authorization == "Bearer $key" }
    assert text('undisturbed.log').contains("; rollouts from http://localhost:$server.address.port (stub)")
    assert text('undisturbed.log') =~ /the server's log-probabilities are \d\.\d{3} nats from the trainer's/

    // SIGKILL to all, while step 8 waits for its twelfth answer.
    answered.clear()
    loads.clear()
    held = new CountDownLatch(1)
    def journal = new File(basedir, '.luffy/checkpoints/luffy/seed-1/rollouts-00000008.ndjson')
    def killed = family(maven('killed.log').tap {
        await('held-back answer') { journal.exists() && journal.readLines().size() == 12 }
    })
    def worker = killed.find(isWorker)
    ['environ', 'cmdline'].each {
        def file = new File("/proc/${worker.pid()}/$it")
        if (file.exists()) assert !file.bytes.collect { it as char }.join('').contains(key)
    }
    killed*.destroyForcibly()
    await('end of the killed build') { !killed.any { it.isAlive() } }
    held.countDown()
    held = null

    // Goes on, and asks nothing twice of a server that would not say the same.
    assert finish(maven('finished.log', ['-X'])) == 0
    assert text('finished.log').contains('12 steps, resumes after step 5')
    assert answered.size() == 12 * 4 * 7 && answered.every { it.value.times == 1 }
    for (file in ['model/model.safetensors', 'metrics.ndjson', 'summary.json']) {
        assert Files.mismatch(new File(basedir, "target/luffy/luffy/seed-1/$file").toPath(),
                new File(basedir, "target/undisturbed/luffy/seed-1/$file").toPath()) == -1
    }
    def metrics = new File(basedir, 'target/luffy/luffy/seed-1/metrics.ndjson').readLines().collect { new JsonSlurper().parseText(it) }
    assert metrics.every { it.rolloutLogProbGap > 0 && it.entropy > 0 }
    assert new File(basedir, 'target/weights/luffy/seed-1').list() == ['step-00000011']

    // A wrong key is the user's, and is not shown although the server echoes it.
    assert finish(maven('wrong-key.log', ['-Dserver=other', '-Dluffy.resume=never'])) == 1
    assert text('wrong-key.log').contains('<experiment id=luffy>: <rollout><server>: ')
    assert text('wrong-key.log').contains('401')

    // What is up to date needs neither server nor key.
    server.stop(0)
    assert finish(maven('again.log', ['-Dserver=none'])) == 0
    assert text('again.log').contains('luffy, seed 1 is up to date')
} finally {
    server.stop(0)
    pool.shutdownNow()
    settings.delete()
}

Files.walk(basedir.toPath()).filter { Files.isRegularFile(it) }.forEach { Path it ->
    def content = new String(Files.readAllBytes(it), 'ISO-8859-1')
    assert !content.contains(key) && !content.contains(wrong): "a key is in $it"
}
