import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { chargedOf, consentFor, costOf } from "./charge.ts";
import { fromNumeric, mostThousandths, quantityWords, readQuantity, stepped } from "./quantity.ts";
import { findMaterials, materialSearchKey, scannedMaterial } from "./search.ts";

const thousandths = fc.bigInt({ min: 0n, max: mostThousandths });

test("what is written is read back exactly, however large and with every decimal", () => {
  fc.assert(fc.property(thousandths, (size) => assert.equal(readQuantity(quantityWords(size)), size)));
  fc.assert(
    fc.property(fc.bigInt({ min: -mostThousandths, max: mostThousandths }), (size) => {
      const digits = String(size < 0n ? -size : size).padStart(4, "0");
      const numeric = `${size < 0n ? "-" : ""}${digits.slice(0, -3)}.${digits.slice(-3)}`;
      assert.equal(fromNumeric(numeric), size);
    }),
  );
});

test("nothing but figures with at most three decimals is a quantity", () => {
  for (const bad of [
    "",
    " ",
    "-1",
    "+1",
    "1e3",
    "1,5",
    "1.2345",
    ".5",
    "1.",
    "0x1",
    "NaN",
    "９",
    "1234567890",
  ])
    assert.equal(readQuantity(bad), null, bad);
  assert.equal(readQuantity(" 2.50 "), 2500n);
  assert.equal(quantityWords(2500n), "2.5");
  assert.equal(quantityWords(-40n), "-0.04");
});

test("a cost is exact to the cent, half a cent up, and grows with quantity and price", () => {
  assert.equal(costOf(1500n, 333), 500);
  assert.equal(costOf(500n, 1), 1);
  assert.equal(costOf(499n, 1), 0);
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10_000_000n }),
      fc.integer({ min: 0, max: 1_000_000 }),
      (size, price) => {
        const exact = size * BigInt(price);
        const cost = BigInt(costOf(size, price)) * 1000n;
        assert.ok(cost - exact <= 500n && exact - cost < 500n);
        assert.ok(costOf(size + 1n, price) >= costOf(size, price));
      },
    ),
  );
});

test("warranty and free cost the owner nothing; above the limit only what was accepted is owed", () => {
  assert.deepEqual(
    [chargedOf("charged", 900), chargedOf("warranty", 900), chargedOf("free", 900)],
    [900, 0, 0],
  );
  assert.equal(consentFor(20_000, 20_000, 0), "none");
  assert.equal(consentFor(20_001, 20_000, 0), "awaiting");
  assert.equal(consentFor(30_000, 20_000, 30_000), "given");
  assert.equal(consentFor(30_001, 20_000, 30_000), "awaiting");
});

test("the buttons step by whole units and never below something", () => {
  assert.deepEqual(
    [stepped("1", 1n), stepped("2", -1n), stepped("1", -1n), stepped("0.5", -1n)],
    ["2", "1", "1", "0.5"],
  );
  assert.deepEqual([stepped("0.5", 1n), stepped("x", 1n), stepped("1.5", -1n)], ["1.5", "1", "0.5"]);
});

test("a material is found by code, bars, both names and pinyin initials, and by what is scanned", () => {
  const make = (code: string, nameZh: string, nameEn: string, barcode: string | null = null) => ({
    code,
    barcode,
    searchKey: materialSearchKey({ code, barcode, nameZh, nameEn }),
  });
  const tap = make("TAP-15", "水龙头", "Basin tap", "6901234567892");
  const lamp = make("LED-9", "灯泡", "LED bulb");
  const all = [lamp, tap];
  for (const typed of ["slt", "水龙", "basin", "TAP15", "tap-15", "69012", "tap slt"])
    assert.deepEqual(findMaterials(all, typed), [tap], typed);
  assert.deepEqual(findMaterials(all, "无"), []);
  assert.equal(scannedMaterial(all, "6901234567892"), tap);
  assert.equal(scannedMaterial(all, "led-9"), lamp);
  assert.equal(scannedMaterial(all, "690"), undefined);
});
