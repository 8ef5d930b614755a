import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { call, follow, setCsrfToken } from "./client";

let close: () => void = () => undefined;
afterEach(() => close());

async function serving(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close = () => server.close();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it("sends the session's token with changes, and not with reads", async () => {
  const seen: (string | undefined)[] = [];
  const base = await serving((request, response) => {
    seen.push(request.headers["x-csrf-token"] as string | undefined);
    response.end("{}");
  });
  setCsrfToken("secret");
  await call("GET", base);
  await call("POST", base, {});
  expect(seen).toEqual([undefined, "secret"]);
});

it("says what the service said", async () => {
  const base = await serving((_, response) => {
    response.writeHead(409).end('{"code":"conflict","message":"name: value \\"web\\" is taken","uuid":"u1"}');
  });
  await expect(call("POST", base, {})).rejects.toMatchObject({
    status: 409,
    code: "conflict",
    message: 'name: value "web" is taken',
    uuid: "u1",
  });
});

it.each([
  [
    "a page of something between",
    502,
    "<html>Bad Gateway</html>",
    "The platform answered 502: <html>Bad Gateway</html>",
  ],
  ["nothing", 503, "", "The platform answered 503"],
])("makes sense of a failure with %s", async (_, status, body, message) => {
  const base = await serving((_request, response) => {
    response.writeHead(status).end(body);
  });
  await expect(call("GET", base)).rejects.toMatchObject({ status, message });
});

it("says that nobody answered", async () => {
  const base = await serving((request) => request.destroy());
  await expect(call("GET", base)).rejects.toMatchObject({ status: 0, code: "unreachable" });
});

it("gives up in time", async () => {
  const base = await serving(() => undefined);
  await expect(call("GET", base, undefined, undefined, 50)).rejects.toMatchObject({
    status: 0,
    code: "timeout",
  });
});

it("reads no body as nothing", async () => {
  const base = await serving((_, response) => {
    response.writeHead(204).end();
  });
  expect(await call("DELETE", base)).toBeUndefined();
});

it("reads events wherever the network cuts them", async () => {
  const base = await serving((_, response) => {
    response.write("event: line\nda");
    setImmediate(() => {
      response.write("ta: one\n\ndata: tw");
      setImmediate(() => response.end("o\ndata: lines\r\n\r\n: ping\n\ndata: cut off"));
    });
  });
  const seen: string[] = [];
  await follow(base, (data) => seen.push(data), new AbortController().signal);
  expect(seen).toEqual(["one", "two\nlines"]);
});
