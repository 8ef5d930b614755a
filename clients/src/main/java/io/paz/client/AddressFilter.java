package io.paz.client;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Predicate;

/** Refuses connections by the address that they would be made to, whatever name or spelling led there. */
final class AddressFilter extends ChannelOutboundHandlerAdapter {

    private final Predicate<InetAddress> allowed;

    AddressFilter(Predicate<InetAddress> allowed) {
        this.allowed = allowed;
    }

    @Override
    public void connect(
            ChannelHandlerContext context, SocketAddress remote, SocketAddress local, ChannelPromise promise)
            throws Exception {
        if (remote instanceof InetSocketAddress inet && !allowed.test(inet.getAddress())) {
            promise.setFailure(new RefusedAddressException(inet.getAddress()));
            return;
        }
        super.connect(context, remote, local, promise);
    }

    /** A connection that was not made, because of its address. */
    static final class RefusedAddressException extends IOException {

        private static final long serialVersionUID = 1;

        RefusedAddressException(InetAddress address) {
            super("its address is " + address.getHostAddress() + ", of the kind " + AddressKind.of(address));
        }
    }
}
