import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const app = JSON.parse(read("../app.json"));
const { scripts, engines } = JSON.parse(read("../package.json"));

test("app.json is what Heroku's own schema allows", () => {
  const schema = JSON.parse(read("../node_modules/@heroku/mcp-server/dist/utils/app-json.schema.json"));
  const ajv = new Ajv({ allErrors: true, strict: false, formats: { uri: (text: string) => URL.canParse(text) } });
  const valid = ajv.validate(schema, app);
  expect(ajv.errors).toBeNull();
  expect(valid).toBe(true);
});

test("the schema is not blind: a key that Heroku does not know fails", () => {
  const schema = JSON.parse(read("../node_modules/@heroku/mcp-server/dist/utils/app-json.schema.json"));
  const ajv = new Ajv({ strict: false, formats: { uri: true } });
  expect(ajv.validate(schema, { ...app, features: ["http-session-affinity"] })).toBe(false);
});

test("the button names the app in at most 30 characters, and asks for nothing", () => {
  expect(app.name.length).toBeLessThanOrEqual(30);
  for (const setting of Object.values<{ value?: string; generator?: string; required?: boolean }>(app.env))
    expect(setting.value ?? setting.generator).toBeDefined();
});

test("the Procfile starts the web process as npm start does", () => {
  const processes = read("../Procfile")
    .trim()
    .split("\n")
    .map((line) => line.split(/:\s+/));
  expect(processes).toEqual([["web", scripts.start?.replace("NODE_ENV=production exec ", "")]]);
  expect(engines.node).toBe(">=20.9");
});
