package io.paz.scheduler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.scheduler.catalog.ServiceDirectory.Entry;
import io.paz.scheduler.hook.HookDecision.Deploy;
import io.paz.scheduler.hook.HookDecision.Ignore;
import io.paz.scheduler.hook.payload.HookPayloads;
import io.paz.scheduler.request.DeploymentRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What payloads in the documented shapes of each system deploy, and what they do not. */
class PayloadsTest {

    private static final String DIGEST = "sha256:6c62fb45fe66bfb1ea9a66abc38f6a0cc974292b6c62fb45fe66bfb1ea9a66ab";
    private static final String NONE = "0000000000000000000000000000000000000000";

    /** A file's name is its source, and after a dash the event. */
    @ParameterizedTest(name = "{0} with {1} to {2}, rules {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                // file | replaced = by | image of the service | rules | result
                "dockerhub | | team/app | | team/app:v1.2",
                "dockerhub | | docker.io/team/app:v1.2 | | docker.io/team/app:v1.2",
                "dockerhub | | team/app:main | | ! pushed v1.2 (expected: a tag as in team/app:main, the image of the service)",
                "dockerhub | | team/app:main | v* | team/app:v1.2",
                "dockerhub | | team/app | main release-* | ! pushed v1.2 (expected: one that matches main, release-*)",
                "dockerhub | | team/app | @digest | ! pushed v1.2 (expected: one that matches @digest)",
                "dockerhub | | team/other | * | ! repository team/app is not team/other, that of the service",
                "dockerhub | | ghcr.io/team/app | * | ! repository team/app is not ghcr.io/team/app, that of the service",
                "dockerhub | \"tag\": \"v1.2\" = \"tag\": null | team/app | * | ! a push without a tag",
                "github-package | | ghcr.io/team/app | v* | ghcr.io/team/app:v1.2@DIGEST",
                "github-registry_package | | ghcr.io/team/app | v* | ghcr.io/team/app:v1.2@DIGEST",
                "github-package | | ghcr.io/team/app | main | ! pushed v1.2 (expected: one that matches main)",
                "github-package | | ghcr.io/team/app | @digest | ! pushed v1.2 (expected: one that matches @digest)",
                "github-package | \"name\": \"v1.2\" = \"name\": \"\" | ghcr.io/team/app | @digest | ghcr.io/team/app@DIGEST",
                "github-package | \"name\": \"v1.2\" = \"name\": \"\" | ghcr.io/team/app | * | ! pushed no tag (expected: one that matches *)",
                "github-package | ghcr.io/Team/app = ghcr.io/evil/app | ghcr.io/team/app | * | ! repository ghcr.io/evil/app is not ghcr.io/team/app, that of the service",
                "github-package | published = updated | ghcr.io/team/app | * | ! a package was updated",
                "github-package | container_metadata = npm_metadata | ghcr.io/team/app | * | ! package app is no container image",
                "github-push | | team/app:stable | | own",
                "github-push | refs/heads/main = refs/heads/dev | team/app | | ! push to Team/app is of dev (expected: the default branch, since the hook has no rules)",
                "github-push | refs/heads/main = refs/tags/main | team/app | | ! push to Team/app is of main (expected: the default branch, since the hook has no rules)",
                "github-push | refs/heads/main = refs/tags/v2 | team/app | v* | own",
                "github-push | refs/heads/main = refs/heads/feature/x | team/app | main | ! push to Team/app is of feature/x (expected: one that matches main)",
                "github-push | \"after\": \"0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c\" = \"after\": \"NONE\" | team/app | * | ! the deletion of refs/heads/main",
                "github-workflow_run | | team/app | main | own",
                "github-workflow_run | \"success\" = \"failure\" | team/app | main | ! a workflow run that is failure",
                "github-workflow_run | \"action\": \"completed\" = \"action\": \"requested\" | team/app | main | ! a workflow run that is success",
                "github-workflow_run | \"event\": \"push\" = \"event\": \"pull_request\" | team/app | main | ! a workflow run of a pull_request",
                "github-workflow_run | 135493233, \"full_name\": \"Team/app\"} = 1, \"full_name\": \"evil/app\"} | team/app | main | ! a workflow run of a push of another repository",
                "github-ping | | team/app | * | ! a ping",
                "github-issues | | team/app | * | ! event issues",
                "gitlab-push | | team/app | | own",
                "gitlab-push | da1560886d4f094c3e6c9ef40349f7d38b5d27d7 = NONE | team/app | | ! the deletion of refs/heads/main",
                "gitlab-tag_push | | team/app | v* | own",
                "gitlab-tag_push | | team/app | main | ! push to team/app is of v1.2 (expected: one that matches main)",
                "gitlab-pipeline | | team/app | main | own",
                "gitlab-pipeline | \"success\" = \"running\" | team/app | main | ! a pipeline that is running",
                "gitlab-pipeline | \"source\": \"push\" = \"source\": \"merge_request_event\" | team/app | main | ! a pipeline of a merge request",
                "gitlab-pipeline | \"merge_request\": null = \"merge_request\": {\"iid\": 1} | team/app | main | ! a pipeline of a merge request",
                "gitlab-pipeline | \"object_kind\": \"pipeline\" = \"object_kind\": \"build\" | team/app | main | ! event build",
                "gitea-push | | team/app | | own",
                "gitea-package | | gitea.example.com:3000/team/app | v* | gitea.example.com:3000/team/app:v1.2",
                "gitea-package | | gitea.example.com/team/app | v* | ! repository gitea.example.com:3000/team/app is not gitea.example.com/team/app, that of the service",
                "gitea-package | \"version\": \"v1.2\" = \"version\": \"DIGEST\" | gitea.example.com:3000/team/app | @digest | gitea.example.com:3000/team/app@DIGEST",
                "gitea-package | \"container\" = \"npm\" | gitea.example.com:3000/team/app | * | ! a package of type npm",
                "gitea-package | created = deleted | gitea.example.com:3000/team/app | * | ! a package was deleted",
                "gitea-issues | | team/app | * | ! event issues",
                "harbor | | harbor.example.com:8443/team/app | v* | harbor.example.com:8443/team/app:v1.2@DIGEST",
                "harbor-cloudevent | | harbor.example.com:8443/team/app | v* | harbor.example.com:8443/team/app:v1.2@DIGEST",
                "harbor | app:v1.2 = other:v1.2 | harbor.example.com:8443/team/app | * | ! repository harbor.example.com:8443/team/other is not harbor.example.com:8443/team/app, that of the service",
                "harbor | \"tag\": \"v1.2\" = \"tag\": \"DIGEST\" | harbor.example.com:8443/team/app | @digest | harbor.example.com:8443/team/app@DIGEST",
                "harbor | PUSH_ARTIFACT = DELETE_ARTIFACT | harbor.example.com:8443/team/app | * | ! event DELETE_ARTIFACT",
                "paz | | registry.example.com/team/app | v* | registry.example.com/team/app:v1.2",
                "paz | app:v1.2 = app@DIGEST | registry.example.com/team/app | @digest | registry.example.com/team/app@DIGEST",
                "paz | app:v1.2 = app:v1.2@DIGEST | registry.example.com/team/app | v* | registry.example.com/team/app:v1.2@DIGEST",
                "paz | image.pushed = image.deleted | registry.example.com/team/app | * | ! event image.deleted"
            })
    void a_payload_deploys_or_is_ignored(String file, String edit, String image, String rules, String expected) {
        HookDecision decision = decide(file, edit, image, rules, ImageTag.SERVICE);
        String result = decision instanceof Deploy deploy
                ? Objects.requireNonNullElse(deploy.image(), "own")
                : "! " + ((Ignore) decision).why();
        assertThat(result).isEqualTo(expected.replace("DIGEST", DIGEST));
    }

    @ParameterizedTest
    @CsvSource({
        "github-push, refs/heads/main = refs/heads/Feature/X_1, ref, :Feature-X_1",
        "github-push, refs/heads/main = refs/tags/v1.2, ref, :v1.2",
        "gitlab-tag_push, , ref-slug, :v1-2",
        "github-push, refs/heads/main = refs/heads/Feature/X_, ref-slug, :feature-x",
        "github-push, , commit, :0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c",
        "github-push, , short-commit, :0d1a26e",
        "github-workflow_run, , short-commit, :3484a3f",
        "gitlab-tag_push, , commit, :da1560886d4f094c3e6c9ef40349f7d38b5d27d7",
        "gitlab-pipeline, , short-commit, :bcbb5ec3",
        "gitea-push, , short-commit, :bffeb74"
    })
    void a_git_event_deploys_the_tag_that_the_hook_says(String file, String edit, String choice, String tag) {
        ImageTag imageTag = ImageTag.of(choice).orElseThrow();
        assertThat(decide(file, edit, "team/app:stable", "*", imageTag))
                .isInstanceOfSatisfying(
                        Deploy.class, deploy -> assertThat(deploy.image()).isEqualTo("team/app" + tag));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dockerhub | \"repo_name\": \"team/app\" = \"repo_name\": 3 | repository.repo_name: value 3",
                "github-package | \"action\": \"published\" = \"x\": 1 | action: value absent",
                "github-package | \"package_url\" = \"x\" | package.package_version.package_url: value absent",
                "github-push | refs/heads/main = main | ref: value \"main\"",
                "github-push | \"after\": \"0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c\" = \"after\": \"; rm -rf\" | after: value",
                "gitlab-pipeline | \"sha\" = \"x\" | object_attributes.sha: value absent",
                "gitea-package | https://gitea.example.com:3000 = https:// | package.html_url: value",
                "harbor | \"resources\" = \"x\" | event_data.resources: value absent",
                "paz | registry.example.com/team/app:v1.2 = --privileged | data.image: value"
            })
    void a_payload_of_another_shape_is_refused_by_field(String file, String edit, String message) {
        assertThatThrownBy(() -> decide(file, edit, "team/app", "*", ImageTag.SERVICE))
                .isInstanceOf(DeploymentRefusedException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void a_push_of_several_tags_deploys_the_first_that_matches() {
        String edit = "\"resources\": [ = \"resources\": [{\"digest\": \"" + DIGEST
                + "\", \"tag\": \"latest\", \"resource_url\": \"harbor.example.com:8443/team/app:latest\"},";
        assertThat(decide("harbor", edit, "harbor.example.com:8443/team/app", "v*", ImageTag.SERVICE))
                .isInstanceOfSatisfying(
                        Deploy.class, deploy -> assertThat(deploy.image()).contains(":v1.2@sha256"));
    }

    @Test
    void a_key_is_of_what_the_sender_proved() {
        Delivery first = delivery("github-push", "");
        Hook hook = hook(HookSource.GITHUB, "*", ImageTag.SERVICE);
        HookEvent event = read("github-push", first);
        String key = DeliveryKey.of(hook, first, event);

        assertThat(key).matches("hook:" + hook.id() + ":[0-9a-f]{64}");
        assertThat(DeliveryKey.hookOf(key)).contains(hook.id());
        Delivery otherId = new Delivery(Map.of("x-github-delivery", List.of("another")), first.body(), null);
        assertThat(DeliveryKey.of(hook, otherId, event)).isEqualTo(key);
        assertThat(DeliveryKey.of(hook, delivery("github-push", "main = dev"), event))
                .isNotEqualTo(key);
    }

    @Test
    void a_key_of_docker_hub_is_of_the_push_alone() {
        Hook hook = hook(HookSource.DOCKERHUB, "*", ImageTag.SERVICE);
        assertThat(key(hook, "dockerhub", "2141b5bi5i5b02bec211i4eeih0242eg11000a = 1"))
                .isEqualTo(key(hook, "dockerhub", ""));
        assertThat(key(hook, "dockerhub", "1417566161 = 1417566162")).isNotEqualTo(key(hook, "dockerhub", ""));
    }

    private static String key(Hook hook, String file, String edit) {
        Delivery delivery = delivery(file, edit);
        return DeliveryKey.of(hook, delivery, read(file, delivery));
    }

    private static HookDecision decide(String file, String edit, String image, String rules, ImageTag imageTag) {
        Delivery delivery = delivery(file, edit);
        return HookDecision.of(hook(source(file), rules, imageTag), read(file, delivery), image);
    }

    private static HookEvent read(String file, Delivery delivery) {
        return HookPayloads.read(source(file), delivery, JsonMapper.shared().readTree(delivery.body()));
    }

    private static HookSource source(String file) {
        return HookSource.of(file.replaceFirst("-.*", "")).orElseThrow();
    }

    private static Hook hook(HookSource source, String rules, ImageTag imageTag) {
        TagRules tags = rules == null ? TagRules.NONE : TagRules.checked(List.of(rules.split(" ")));
        return Hook.create(new Entry("web", null), source, tags, imageTag, Instant.EPOCH);
    }

    private static Delivery delivery(String file, String edit) {
        String event = file.replaceFirst("^[^-]*-?", "");
        String body = file.endsWith("-issues") ? "{\"action\":\"opened\"}" : content(file);
        if (edit != null && !edit.isEmpty()) {
            String[] change = edit.split(" = ", 2);
            assertThat(body).contains(change[0]);
            body = body.replaceFirst(
                    Pattern.quote(change[0]),
                    Matcher.quoteReplacement(change[1].replace("DIGEST", DIGEST).replace("NONE", NONE)));
        }
        return Deliveries.delivery(Map.of("x-github-event", event, "x-gitea-event", event), body);
    }

    private static String content(String file) {
        try (InputStream stream = PayloadsTest.class.getResourceAsStream(file + ".json")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
