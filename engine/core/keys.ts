/** A 64-bit key as decimal digits (JSON numbers cannot hold it). Ascending within one key source. */
export type Key = string;

export type JsonValue = null | boolean | number | string | JsonValue[] | { [name: string]: JsonValue };
export type JsonObject = { [name: string]: JsonValue };
