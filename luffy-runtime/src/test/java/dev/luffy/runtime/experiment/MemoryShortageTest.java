package dev.luffy.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of libtorch 2.7.1 (c10/core/impl/alloc_cpu.cpp, c10/cuda/CUDACachingAllocator.cpp) and of OpenJDK 17. */
class MemoryShortageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        [enforce fail at alloc_cpu.cpp:119] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 562949953421312 bytes. Error code 12 (Cannot allocate memory) | libtorch asked for 512.0 TiB more of the machine's memory and did not get it
        [enforce fail at alloc_cpu.cpp:80] data. DefaultCPUAllocator: not enough memory: you tried to allocate 1610612736 bytes. | libtorch asked for 1.5 GiB more of the machine's memory and did not get it
        CUDA out of memory. Tried to allocate 20.00 GiB. GPU 0 has a total capacity of 139.81 GiB of which 3.12 GiB is free. Including non-PyTorch memory, this process has 136.00 GiB memory in use. | libtorch asked for 20.00 GiB more on GPU 0, which has 139.81 GiB in all and 3.12 GiB free
        CUDA out of memory. Tried to allocate 512 bytes | libtorch asked for 512 bytes more of a GPU's memory and did not get it
        CUDA error: out of memory | libtorch did not get what it asked for (CUDA error: out of memory)
        CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)` | libtorch did not get what it asked for (CUBLAS_STATUS_ALLOC_FAILED)
        std::bad_alloc | libtorch did not get what it asked for (std::bad_alloc)
        """)
    void libtorchsTextsAreReadWithWhatTheySayOfBytes(String text, String sentence) {
        assertThat(MemoryShortage.in(text)).contains(new MemoryShortage(false, sentence));
    }

    @Test
    void theTextOfATorchScriptErrorIsReadToo() {
        String text = """
                The following operation failed in the TorchScript interpreter.
                Traceback of TorchScript, serialized code (most recent call last):
                  File "code/__torch__.py", line 291, in pools
                      pools.append(torch.empty([2, int(pages) * self.kv_heads, int(page), self.size]))
                                   ~~~~~~~~~~~ <--- HERE
                RuntimeError: [enforce fail at alloc_cpu.cpp:119] err == 0. DefaultCPUAllocator: can't allocate memory: \
                you tried to allocate 1048576 bytes. Error code 12 (Cannot allocate memory)
                """;
        assertThat(MemoryShortage.in(new IllegalStateException("wrapped", new RuntimeException(text))))
                .contains(new MemoryShortage(
                        false, "libtorch asked for 1.0 MiB more of the machine's memory and did not get it"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Java heap space",
                "GC overhead limit exceeded",
                "Cannot reserve 8192 bytes of direct buffer memory (allocated: 1, limit: 2)"
            })
    void aFullHeapIsTheJavaVirtualMachines(String said) {
        assertThat(MemoryShortage.in(new RuntimeException(new OutOfMemoryError(said))))
                .contains(new MemoryShortage(true, "the Java heap is full (" + said + ")"));
        assertThat(MemoryShortage.in("Exception in thread \"main\" java.lang.OutOfMemoryError: " + said))
                .contains(new MemoryShortage(true, "the Java heap is full (" + said + ")"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Requested array size exceeds VM limit",
                "Metaspace",
                "unable to create native thread: possibly out of memory or process/resource limits reached"
            })
    void anErrorThatALargerHeapDoesNotMendIsNoFullHeap(String said) {
        assertThat(MemoryShortage.in(new OutOfMemoryError(said))).isEmpty();
    }

    @Test
    void anotherFailureIsNoShortage() {
        assertThat(MemoryShortage.in(new RuntimeException("shape '[2, 3]' is invalid for input of size 7")))
                .isEmpty();
        assertThat(MemoryShortage.in(new RuntimeException((String) null))).isEmpty();
    }
}
