import { assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { exportJWK, generateKeyPair } from "jose";
import { readServeConfig } from "../../../src/config/read_config.ts";
import { RxnstreamError } from "../../../src/errors.ts";
import { openAccess } from "../../../src/http/access/access.ts";
import { temporaryFolder } from "../../support/folders.ts";

Deno.test("Unusable files of tokens and keys are refused with what is wrong, and never quoted", async () => {
  await using folder = await temporaryFolder();
  const file = `${folder.path}/file`;
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const other = await exportJWK((await generateKeyPair("ES384")).publicKey);
  const short = await crypto.subtle.generateKey(
    {
      name: "RSASSA-PKCS1-v1_5",
      modulusLength: 1_024,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: "SHA-256",
    },
    true,
    ["sign", "verify"],
  );
  const secret = "the-secret-itself";
  const entry = { name: "a", token: secret, scopes: ["read"] };
  const cases: readonly (readonly [option: string, content: unknown, said: string])[] = [
    ["tokens", `[{"name": "a", "token": "${secret}"`, "it is not JSON"],
    ["tokens", {}, "the list"],
    ["tokens", [{ name: "a", scopes: [] }], 'either "token_sha256" or "token"'],
    ["tokens", [{ ...entry, token_sha256: "0".repeat(64) }], 'either "token_sha256" or "token"'],
    [
      "tokens",
      [{ name: "a", token_sha256: secret, scopes: [] }],
      "0.token_sha256 must be 64 hexadecimal digits",
    ],
    ["tokens", [{ ...entry, token: "short" }], "0.token"],
    [
      "tokens",
      [{ ...entry, token: "with blanks and ümlauts" }],
      "0.token has characters that a bearer token cannot have",
    ],
    ["tokens", [{ ...entry, scopes: ["write"] }], "0.scopes.0"],
    ["tokens", [{ ...entry, session: [] }], "session"],
    ["tokens", [entry, entry], "a name twice"],
    ["jwt-secret-file", secret, "too short: HS256 needs 32 bytes"],
    ["jwt-keys", "{", "is not JSON"],
    ["jwt-keys", { keys: [] }, "of 1 to 20 keys"],
    ["jwt-keys", { keys: [await exportJWK(privateKey)] }, "key 0: this is a private key"],
    ["jwt-keys", { keys: [await exportJWK(publicKey), other] }, "key 1: only ES256"],
    ["jwt-keys", { keys: [{ kty: "oct", k: secret }] }, "key 0: only ES256"],
    ["jwt-keys", { keys: [{ ...await exportJWK(publicKey), alg: "none" }] }, "key 0: only ES256"],
    [
      "jwt-keys",
      { keys: [{ ...await exportJWK(publicKey), use: "enc" }] },
      "key 0: this key is not for signatures",
    ],
    ["jwt-keys", { keys: [await exportJWK(short.publicKey)] }, "key 0: RS256 needs a key of 2048 bits"],
    ["jwt-keys", { keys: [null] }, "key 0"],
  ];
  for (const [option, content, said] of cases) {
    await Deno.writeTextFile(file, typeof content === "string" ? content : JSON.stringify(content));
    const { access } = readServeConfig({ [option]: file });
    const error = await assertRejects(() => openAccess(access, folder.path), RxnstreamError);
    assertEquals(error.code, "input_invalid");
    assertStringIncludes(error.message, said);
    assertEquals([said, error.message.includes(secret)], [said, false]);
  }
  const missing = await assertRejects(
    () => openAccess(readServeConfig({ tokens: `${folder.path}/none` }).access, folder.path),
    RxnstreamError,
  );
  assertMatch(missing.message, /^Cannot read the tokens in ".+\/none": No such file/);
});

Deno.test("A foreign key file is refused with a way out, and none is made where signing in is not needed", async () => {
  await using folder = await temporaryFolder();
  await openAccess(readServeConfig({}).access, folder.path);
  assertEquals(await Array.fromAsync(Deno.readDir(folder.path)), []);
  await Deno.writeTextFile(
    `${folder.path}/tokens`,
    JSON.stringify([{ name: "a", token: "0123456789abcdef", scopes: [] }]),
  );
  await Deno.writeTextFile(`${folder.path}/rxnstream.key`, "nonsense!");
  const { access } = readServeConfig({ tokens: `${folder.path}/tokens` });
  const error = await assertRejects(() => openAccess(access, folder.path), RxnstreamError);
  assertStringIncludes(error.message, "delete it, and everybody signs in again");
});
