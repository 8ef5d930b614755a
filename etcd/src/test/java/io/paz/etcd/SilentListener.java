package io.paz.etcd;

/** Hears nothing of what becomes of leased keys. */
public record SilentListener() implements LeasedKeys.Listener {
    @Override
    public void written(String key, String value) {}

    @Override
    public void deleted(String key) {}

    @Override
    public void failed(String reason) {}

    @Override
    public void succeeded() {}
}
