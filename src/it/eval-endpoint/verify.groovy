import com.sun.net.httpserver.HttpServer
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.nio.file.Files
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit

def key = 'sk-' + 'f00dcafe' * 4
def wrong = 'sk-' + 'deadbeef' * 4
assert new File(basedir, 'no-server.log').text.contains('<server> is stub, but settings.xml has none')

// A server that answers a question at its first attempt unless its seed says otherwise.
def attempts = new ConcurrentHashMap<Long, Integer>()
def log = Collections.synchronizedList([])
def pool = Executors.newFixedThreadPool(16)
def server = HttpServer.create(new InetSocketAddress('localhost', 0), 0)
server.executor = pool
def send = { exchange, int status, byte[] body ->
    exchange.responseHeaders.add('Content-Type', 'application/json')
    exchange.sendResponseHeaders(status, body.length)
    exchange.responseBody.write(body)
    exchange.close()
}
server.createContext('/v1/models') { send(it, 200, '{"data":[{"id":"stub-model"}]}'.bytes) }
server.createContext('/v1/chat/completions') { exchange ->
    def asked = new JsonSlurper().parse(exchange.requestBody, 'UTF-8')
    def authorization = exchange.requestHeaders.getFirst('Authorization')
    if (authorization != "Bearer $key") {
        // What no server should do, and some do.
        send(exchange, 401, JsonOutput.toJson([error: [message: "Incorrect API key: $authorization"]]).bytes)
        return
    }
    long seed = asked.seed
    int attempt = attempts.merge(seed, 1, Integer::sum)
    log << [seed: seed, temperature: asked.temperature as double, messages: asked.messages]
    Thread.sleep(40)
    def n = (asked.messages.last().content =~ /What is (\d+)/)[0][1] as int
    def text = "Request $seed. <think>2 times $n</think>\\boxed{${seed % 4 == 0 ? 2 * n + 1 : 2 * n}}"
    if (n == 13) text = 'x' * 1_000_000 + text
    def body = JsonOutput.toJson([choices: [[index: 0, message: [role: 'assistant', content: text],
            finish_reason: n == 7 ? 'length' : 'stop']], usage: [completion_tokens: 11]]).getBytes('UTF-8')
    def stumble = attempt == 1 ? seed % 15 : 99
    switch (stumble) {
        case 0: exchange.responseHeaders.add('Retry-After', '0'); send(exchange, 429, '{}'.bytes); break
        case 3: send(exchange, 500, 'oops'.bytes); break
        case 6: // half a response: more is promised than comes
            exchange.sendResponseHeaders(200, body.length + 100)
            exchange.responseBody.write(body)
            exchange.responseBody.flush()
            exchange.close()
            break
        case 9: send(exchange, 200, [0x7b, 0xff, 0xfe, 0x7d] as byte[]); break
        case 12: Thread.sleep(1200); send(exchange, 200, body); break
        default: send(exchange, 200, body)
    }
}
server.start()

// Not below the project: no file there may hold the key.
def settings = File.createTempFile('settings', '.xml')
def stumbling = { -> attempts.count { seed, count -> count > 1 } }
def arguments = { String name, String goal, List<String> more ->
    ["${System.getProperty('maven.home')}/bin/mvn".toString(), '-B', '-s', settings.path,
     "-Dmaven.repo.local=$localRepositoryPath".toString(), "-Dport=$server.address.port".toString(), '-l', name] + more + [goal]
}
def maven = { String name, List<String> more = [] ->
    new ProcessBuilder(arguments(name, 'luffy:eval', more)).directory(basedir).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
}
def finish = { Process it ->
    assert it.waitFor(2, TimeUnit.MINUTES)
    it.exitValue()
}
def text = { new File(basedir, it).with { it.exists() ? it.getText('UTF-8') : '' } }
def await = { String what, Closure<Boolean> condition ->
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60)
    while (!condition()) {
        assert System.nanoTime() < end: "no $what within a minute"
        Thread.sleep(10)
    }
}
def family = { Process it -> it.toHandle().descendants().toList() + it.toHandle() }
// The first line of the journal says what was asked; a torn last one does not count.
def journal = { ->
    def kept = new File(basedir, '.luffy/eval/served/sums')
    def latest = new File(kept, 'latest')
    latest.exists() ? new File(kept, latest.text.trim() + '/journal.ndjson').with { it.exists() ? it.getText('UTF-8') : '' } : ''
}
def answered = { -> (journal() =~ /Request (\d+)\..*\n/).collect { it[1] as long } }

try {
    settings.text = new File(basedir, '../interpolated-settings.xml').text.replace('</settings>', """
        <servers>
          <server><id>stub</id><password>$key</password></server>
          <server><id>other</id><password>$wrong</password></server>
        </servers>
        </settings>""")

    // SIGTERM: Maven says how many responses are there.
    def stopped = family(maven('stopped.log').tap { await('answers') { answered().size() >= 8 } })
    stopped*.destroy()
    await('end of the stopped build') { !stopped.any { it.isAlive() } }
    def afterStop = answered()
    assert text('stopped.log').contains("interrupted; ${afterStop.size()} responses are there, the next run asks for the rest")
    log.clear()

    // SIGKILL: nobody is left to say anything.
    def killed = family(maven('killed.log').tap { await('more answers') { answered().size() >= afterStop.size() + 10 } })
    killed*.destroyForcibly()
    await('end of the killed build') { !killed.any { it.isAlive() } }
    def afterKill = answered()
    assert log.every { !(it.seed in afterStop) }
    assert text('killed.log').contains("asking served on sums: ${afterStop.size()} of 80 responses are there")
    assert afterKill.size() < 80
    Thread.sleep(300) // requests that the dead Maven had sent
    log.clear()

    // Undisturbed at last. With -X, since that is what people paste into issues.
    assert finish(maven('finished.log', ['-X'])) == 0
    assert log.every { !(it.seed in afterKill) }
    assert answered().size() == 80 && answered().toSet().size() == 80
    assert answered().containsAll(afterKill)
    assert log.every { it.messages[0] == [role: 'system', content: 'You are careful.'] }
    assert log.every { it.messages[1].content ==~ /What is \d+ \+ \d+\? Put the answer in a box\./ }
    assert stumbling() > 10

    def metrics = new JsonSlurper().parse(new File(basedir, 'target/luffy/eval/served/metrics.json'))
    assert metrics.results.collect { it.measurement.temperature } == [0, 0.7]
    def outcomes = metrics.results.collectMany { it.measurement.outcomes }
    assert outcomes.collect { it.marks }.join('').size() == 80
    // The stub answers wrongly where the seed says so, and says that problem 7 was cut off.
    assert outcomes.collect { it.marks }.join('').toUpperCase().count('I') == answered().count { it % 4 == 0 }
    assert metrics.results.every { it.estimates.find { it.metric == 'truncated' }.value == 0.05 }
    assert metrics.results[1].estimates.collect { it.metric } == ['pass@1', 'maj@3', 'truncated', 'no-answer']

    // A wrong key is the user's, at once, and is not shown although the server echoes it.
    assert finish(maven('wrong-key.log', ['-Dserver=other', '-Dtemperatures=0.9'])) == 1
    assert text('wrong-key.log').contains('<evaluation id=served><endpoint>: ')
    assert text('wrong-key.log').contains('401')

    // Judging again needs neither server nor key.
    server.stop(0)
    assert finish(maven('rescored.log', ['-Dserver=none', '-Dluffy.rescore'])) == 0
    assert text('rescored.log').contains('judging 80 responses of model stub-model again')
} finally {
    server.stop(0)
    pool.shutdownNow()
    settings.delete()
}

// No key in any file, packed or not.
Files.walk(basedir.toPath()).filter { Files.isRegularFile(it) }.forEach {
    def bytes = Files.readAllBytes(it)
    if (it.toString().endsWith('.gz')) bytes = new java.util.zip.GZIPInputStream(new ByteArrayInputStream(bytes)).bytes
    def content = new String(bytes, 'ISO-8859-1')
    assert !content.contains(key) && !content.contains(wrong): "a key is in $it"
}
assert text('finished.log').contains('BUILD SUCCESS')
