// @ts-check
// Reading the data blocks of the page: plain JSON, gzip of JSON, or packed columns and tables (packing.py tells the form).
(function (geomap) {
  "use strict";

  const LARGE = 8e6;

  /** @param {string} id @returns {Promise<any>} */
  async function read(id) {
    const block = document.getElementById(id);
    if (!block) throw new Error(`no data block ${id}`);
    const text = block.textContent || "";
    if (block.dataset.encoding === "json") return JSON.parse(text);
    // A large text is a third of the page's memory, and is not needed twice.
    if (text.length > LARGE) block.textContent = "";
    const raw = await inflate(text);
    return block.dataset.encoding === "gzip" ? JSON.parse(new TextDecoder().decode(raw)) : unpack(raw);
  }

  /** The bytes in base64 of gzip. @param {string} text */
  async function inflate(text) {
    const stream = new Blob([/** @type {BlobPart} */ (bytesOf(text))])
      .stream()
      .pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  /** @param {string} text @returns {Uint8Array} */
  function bytesOf(text) {
    const own = /** @type {any} */ (Uint8Array);
    if (own.fromBase64) return own.fromBase64(text);
    const binary = atob(text),
      bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes;
  }

  /** @param {Uint8Array} raw */
  function unpack(raw) {
    const length = new DataView(raw.buffer).getUint32(0, true),
      base = 4 + length;
    const value = JSON.parse(new TextDecoder().decode(raw.subarray(4, base)));
    value.columns = {};
    for (const [name, told] of Object.entries(value.packed)) value.columns[name] = column(raw, base, told);
    for (const [name, told] of Object.entries(value.tables)) {
      value[name] = new Table(raw.subarray(base + told.at, base + told.at + told.bytes), value.columns[`${name}#`]);
    }
    return value;
  }

  /** Join the byte planes of a column. @param {Uint8Array} raw @param {number} base @param {{dtype: string, at: number, n: number}} told */
  function column(raw, base, told) {
    const { n, dtype } = told,
      a = base + told.at,
      b = a + n,
      c = b + n,
      d = c + n;
    if (dtype === "u1") return raw.slice(a, b);
    if (dtype === "u2") {
      const found = new Uint16Array(n);
      for (let i = 0; i < n; i++) found[i] = raw[a + i] | (raw[b + i] << 8);
      return found;
    }
    const found = dtype === "u4" ? new Uint32Array(n) : new Int32Array(n);
    for (let i = 0; i < n; i++) found[i] = raw[a + i] | (raw[b + i] << 8) | (raw[c + i] << 16) | (raw[d + i] << 24);
    return found;
  }

  const AS_JSON = 1; // the first byte of a string that is written as JSON
  const decoder = new TextDecoder();

  /** Strings that are decoded one by one, when asked for: a million cost nothing before they are seen. */
  class Table {
    /** @param {Uint8Array} bytes @param {ArrayLike<number>} lengths */
    constructor(bytes, lengths) {
      this.bytes = bytes;
      this.length = lengths.length;
      this.ends = new Uint32Array(lengths.length + 1);
      for (let i = 0; i < lengths.length; i++) this.ends[i + 1] = this.ends[i] + lengths[i];
    }

    /** @param {number} i @returns {string} */
    at(i) {
      const start = this.ends[i],
        end = this.ends[i + 1];
      if (this.bytes[start] === AS_JSON && end > start)
        return JSON.parse(decoder.decode(this.bytes.subarray(start + 1, end)));
      return decoder.decode(this.bytes.subarray(start, end));
    }

    /** The first place of a string; -1 for none. @param {string} text */
    indexOf(text) {
      const wanted = new TextEncoder().encode(text),
        { bytes, ends } = this;
      next: for (let i = 0; i < this.length; i++) {
        if (ends[i + 1] - ends[i] !== wanted.length) continue;
        for (let k = 0; k < wanted.length; k++) if (bytes[ends[i] + k] !== wanted[k]) continue next;
        return i;
      }
      return -1;
    }
  }

  geomap.read = read;
  geomap.Table = Table;
})(window.geomap);
