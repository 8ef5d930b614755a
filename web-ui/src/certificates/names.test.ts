import { expect, it } from "vitest";
import type { Certificate } from "../api/wire";
import { isId, namesLostWithout, suggestedId } from "./names";

/** For 192.0.2.1, *.shop.example.org and www.example.org. */
const PEM = `-----BEGIN CERTIFICATE-----
MIIBrDCCAVGgAwIBAgIUPKFvoXub6+WMyAkvRPs98d/7PQUwCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEdGVzdDAeFw0yNjExMzAyMDMwNDBaFw0zNjExMjcyMDMwNDBa
MA8xDTALBgNVBAMMBHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARWBfVI
BprsEbLDa0tdzfFHZTy3iSceAgo5A8Q0J9F4R64RWHN7kv+4S6j9NekneHoolRwl
55tLiErnVmvdKHu1o4GKMIGHMB0GA1UdDgQWBBSpszs2Y/P74OhA65R2pd1pvSDU
6jAfBgNVHSMEGDAWgBSpszs2Y/P74OhA65R2pd1pvSDU6jAPBgNVHRMBAf8EBTAD
AQH/MDQGA1UdEQQtMCuHBMAAAgGCEiouc2hvcC5leGFtcGxlLm9yZ4IPd3d3LmV4
YW1wbGUub3JnMAoGCCqGSM49BAMCA0kAMEYCIQCqTOCB4egMizbUDvSZNniGemMj
bDO1Av2n1mndBdnMSgIhAIH3UUuuDQNBQKQE9IOWrLHHRccWtnNs8vSfdd6xSMF2
-----END CERTIFICATE-----
`;

it("suggests the first host name of a chain, without its star", () => {
  expect(suggestedId(PEM)).toBe("shop.example.org");
});

it("suggests nothing of what is no chain", () => {
  const damaged = "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n";
  expect(["", "text", damaged, PEM.slice(0, -40)].map(suggestedId)).toEqual(Array(4).fill(undefined));
  expect(suggestedId(damaged + PEM)).toBe("shop.example.org");
});

it("takes the IDs that the platform takes", () => {
  expect(["shop", "shop.example.org", "a-1.b"].filter(isId)).toHaveLength(3);
  expect(["", ".", "..", "a/b", "Shop", "-a", "a.", "*.a", "a".repeat(201)].filter(isId)).toEqual([]);
});

it("finds the names that no other certificate is for", () => {
  const of = (id: string, names: string[], servedNames = names) =>
    ({ id, names, servedNames }) as Certificate;
  const own = of("own", ["a.example.org", "b.example.org", "example.org"], ["a.example.org", "example.org"]);
  expect(namesLostWithout(own, [own])).toEqual(["a.example.org", "example.org"]);
  expect(namesLostWithout(own, [own, of("star", ["*.example.org"])])).toEqual(["example.org"]);
  expect(namesLostWithout(own, [own, of("deep", ["*.a.example.org"])])).toEqual([
    "a.example.org",
    "example.org",
  ]);
});
