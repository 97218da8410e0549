import java.nio.file.Files

def luffy = new File(basedir, 'target/luffy')
def again = new File(basedir, 'target/again')
def first = new File(basedir, 'first.log').text
def second = new File(basedir, 'second.log').text

['luffy', 'on-policy'].each { id ->
    [1, 2].each { seed ->
        def run = new File(luffy, "$id/seed-$seed")
        ['model/model.safetensors', 'model/config.json', 'model/tokenizer.json', 'summary.json', 'experiment.json',
         'request.json', 'command.txt', 'train.log', 'events.ndjson', 'metrics.ndjson'].each {
            assert new File(run, it).isFile()
        }
        assert first.contains("training $id, seed $seed (fingerprint ")
        assert second.contains("$id, seed $seed is up to date: fingerprint ")
    }
}
assert first.contains('step 3/3  reward ')
assert first =~ /luffy +1 +easy +\d/
assert first =~ /luffy − on-policy +easy +2 +[+-]\d/
assert !second.contains('step ')
assert new File(luffy, 'summary.md').text.contains('## Paired by seed')
assert new File(basedir, '.luffy/checkpoints/luffy/seed-1').isDirectory()
assert new File(luffy, 'luffy/seed-1/command.txt').text.contains('OMP_NUM_THREADS=1')

// Training from scratch gives the same bytes, wherever the files lie.
[1, 2].each { seed ->
    ['model/model.safetensors', 'summary.json', 'metrics.ndjson', 'experiment.json'].each {
        assert Files.mismatch(new File(luffy, "luffy/seed-$seed/$it").toPath(),
                new File(again, "luffy/seed-$seed/$it").toPath()) == -1
    }
}
assert !new File(again, 'on-policy').exists()
