import assert from "node:assert/strict";
import { test } from "node:test";
import { siteNames, withSite } from "./siteNames.ts";

test("a wall names the site on its plates only as far as it is needed and fits", () => {
  const lake = { code: "CH", name: "Jade Lake" };
  assert.equal(siteNames([lake]), "none");
  assert.equal(siteNames([lake, { code: "HT", name: "Crabapple Garden" }]), "codes");
  assert.equal(
    siteNames([
      { code: "CH", name: "翠湖" },
      { code: "HT", name: "海棠" },
    ]),
    "names",
  );
  const plate = { site: "Jade Lake", building: "Bldg 3", spot: "Lift 1" };
  assert.deepEqual(withSite(plate, "names", "CH"), plate);
  assert.deepEqual(withSite(plate, "codes", "CH"), { site: "CH", building: "Bldg 3", spot: "Lift 1" });
  assert.deepEqual(withSite(plate, "none", "CH"), { building: "Bldg 3", spot: "Lift 1" });
  assert.deepEqual(
    withSite({ site: "Jade Lake" }, "codes", "CH"),
    { site: "Jade Lake" },
    "never an empty plate",
  );
});
