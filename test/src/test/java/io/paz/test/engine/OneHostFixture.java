package io.paz.test.engine;

import io.paz.engine.EngineSettings;
import io.paz.engine.InstalledEngine;
import io.paz.engine.InstanceId;
import io.paz.engine.control.Engine;
import io.paz.engine.control.EngineProvider;
import io.paz.engine.view.EngineView;
import io.paz.engine.view.EngineViewProvider;
import io.paz.testing.engine.EngineFixture;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An engine with one host, whose Docker and etcd are asked with commands. */
final class OneHostFixture implements EngineFixture {

    static final String IMAGE = "paz/demo-api:1";

    private final Engine engine;
    private final EngineView view;
    private final UnaryOperator<String> key;
    private final UnaryOperator<String> docker;

    /**
     * @param key value of a key in etcd; empty when there is none
     * @param docker what a docker command printed on the host; empty when it failed
     */
    OneHostFixture(EngineSettings settings, UnaryOperator<String> key, UnaryOperator<String> docker) {
        this.engine = InstalledEngine.provider(EngineProvider.class, settings.option(InstalledEngine.OPTION))
                .open(settings);
        this.view = InstalledEngine.provider(EngineViewProvider.class, settings.option(InstalledEngine.OPTION))
                .open(settings);
        this.key = key;
        this.docker = docker;
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public EngineView view() {
        return view;
    }

    @Override
    public String announced(InstanceId instance) {
        return key.apply("/paz/services/" + instance.service() + "/" + instance.version() + "/" + instance.instance());
    }

    @Override
    public String container(InstanceId instance) {
        return docker.apply("ps -q --no-trunc --filter name=^" + instance + "$");
    }

    @Override
    public List<String> environment(InstanceId instance) {
        JsonNode variables = JsonMapper.shared()
                .readTree(docker.apply("inspect --format {{json\\ .Config.Env}} " + container(instance)));
        return variables.valueStream().map(JsonNode::asString).toList();
    }

    @Override
    public void kill(InstanceId instance) {
        docker.apply("kill " + container(instance));
    }

    @Override
    public boolean hasContainers(String service) {
        return !docker.apply("ps -aq --filter label=io.paz.service=" + service).isEmpty();
    }

    @Override
    public String image() {
        return IMAGE;
    }
}
