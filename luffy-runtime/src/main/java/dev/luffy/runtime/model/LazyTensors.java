package dev.luffy.runtime.model;

import dev.luffy.runtime.tensor.FloatTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Tensors by name, each read from its file whenever it is asked for and never kept: a caller that copies one after the
 * other to a device holds one at a time.
 */
final class LazyTensors extends AbstractMap<String, FloatTensor> implements SortedMap<String, FloatTensor> {
    private final SortedMap<String, Safetensors> files;

    LazyTensors(SortedMap<String, Safetensors> files) {
        this.files = Collections.unmodifiableSortedMap(files);
    }

    private FloatTensor read(String name) {
        try {
            return files.get(name).read(name);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read tensor '" + name + "'", e);
        }
    }

    @Override
    public FloatTensor get(Object name) {
        return files.containsKey(name) ? read((String) name) : null;
    }

    @Override
    public boolean containsKey(Object name) {
        return files.containsKey(name);
    }

    @Override
    public Set<String> keySet() {
        return files.keySet();
    }

    @Override
    public Set<Map.Entry<String, FloatTensor>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, FloatTensor>> iterator() {
                Iterator<String> names = files.keySet().iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return names.hasNext();
                    }

                    @Override
                    public Map.Entry<String, FloatTensor> next() {
                        String name = names.next();
                        return Map.entry(name, read(name));
                    }
                };
            }

            @Override
            public int size() {
                return files.size();
            }
        };
    }

    @Override
    public Comparator<? super String> comparator() {
        return files.comparator();
    }

    @Override
    public SortedMap<String, FloatTensor> subMap(String from, String to) {
        return new LazyTensors(files.subMap(from, to));
    }

    @Override
    public SortedMap<String, FloatTensor> headMap(String to) {
        return new LazyTensors(files.headMap(to));
    }

    @Override
    public SortedMap<String, FloatTensor> tailMap(String from) {
        return new LazyTensors(files.tailMap(from));
    }

    @Override
    public String firstKey() {
        return files.firstKey();
    }

    @Override
    public String lastKey() {
        return files.lastKey();
    }

    /** The names; the values would fill the memory. */
    @Override
    public String toString() {
        return "LazyTensors" + files.keySet();
    }
}
