package dev.lockkeeper.testing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Answers for the names below `lk-test.invalid` as a test says, and leaves every other name to the system.
public final class NamesOfTests extends InetAddressResolverProvider {

    private static final Map<String, Callable<List<InetAddress>>> ANSWERS = new ConcurrentHashMap<>();

    /// From now on `name` stands for what the answer gives; it may take its time. The name is to be used once: Java remembers it.
    public static String answering(String name, Callable<List<InetAddress>> answer) {
        String whole = name + ".lk-test.invalid";
        ANSWERS.put(whole, answer);
        return whole;
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver system = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                Callable<List<InetAddress>> answer = ANSWERS.get(host);
                if (answer == null) {
                    return system.lookupByName(host, policy);
                }
                try {
                    return answer.call().stream();
                } catch (UnknownHostException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return system.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "names of tests";
    }
}
