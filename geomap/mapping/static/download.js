// @ts-check
// "Download what I see": the events that the filters leave, as GeoJSON or CSV.
(function (geomap) {
  "use strict";

  const { NONE } = geomap.dates;

  /** The day of a step; the hour, where there is one, stands in the event's EDTF. @param {Store} store @param {number} at */
  const day = (store, at) => (at === NONE ? null : geomap.dates.iso(store.clock.day(at)));

  /** @param {Store} store @param {number} i */
  function properties(store, i) {
    const c = store.columns,
      d = store.detail(i);
    return {
      id: store.id(i),
      title: store.title(i),
      type: store.data.types[c.type[i]],
      mode: d.mode || null,
      context: d.context || null,
      label: store.string(c.label[i]),
      status: store.status(i),
      start: day(store, c.start[i]),
      end: day(store, c.end[i]),
      edtf: d.edtf || null,
      date_prec: c.date_prec[i] || null,
      place_name: store.place(i) || null,
      place_id: d.place_id || null,
      country: store.country(i) || null,
      admin1: d.admin1 || null,
      where_prec: c.where_prec[i] || null,
      radius_km: c.radius[i] === NONE ? null : c.radius[i] / 10,
      relation: d.relation || null,
      actors: people(d, "actor"),
      recipients: people(d, "recipient"),
      evidence: (d.evidence || []).map((/** @type {any} */ item) =>
        item.pieces.map((/** @type {any} */ p) => p[1]).join(""),
      ),
      sources: (d.reports || []).map((/** @type {number} */ k) => {
        const told = store.data.documents[k];
        return {
          doc_id: told.id,
          title: told.title || null,
          source: told.source || null,
          url: told.url || null,
          published: told.published || null,
        };
      }),
      confidence: c.confidence[i] / 100,
    };
  }

  /** @param {any} d @param {string} role */
  const people = (d, role) =>
    (d.actors || [])
      .filter((/** @type {any} */ a) => a[2] === role)
      .map((/** @type {any} */ a) => ({ name: a[0], country: a[1] || null }));

  /** @param {number[]} coded @returns {number[][]} */
  function positions(coded) {
    const found = [];
    let lon = 0,
      lat = 0;
    for (let k = 0; k < coded.length; k += 2) {
      lon += coded[k];
      lat += coded[k + 1];
      found.push([lon / 1e4, lat / 1e4]);
    }
    return found;
  }

  /** @param {Store} store @param {number} i */
  function geometry(store, i) {
    const c = store.columns;
    if (!store.placed(i)) return null;
    const row = c.shape[i] >= 0 ? store.data.shapes[c.shape[i]] : null;
    const [lat, lon] = store.latlng(i);
    if (!row) return { type: "Point", coordinates: [lon, lat] };
    const areas = row.areas.map((/** @type {number[][]} */ rings) =>
      rings.map((ring, k) => wound(positions(ring), k === 0)),
    );
    const lines = row.lines.map(positions);
    const parts = [];
    if (areas.length)
      parts.push(
        areas.length === 1 ? { type: "Polygon", coordinates: areas[0] } : { type: "MultiPolygon", coordinates: areas },
      );
    if (lines.length)
      parts.push(
        lines.length === 1
          ? { type: "LineString", coordinates: lines[0] }
          : { type: "MultiLineString", coordinates: lines },
      );
    return parts.length === 1 ? parts[0] : { type: "GeometryCollection", geometries: parts };
  }

  /** A ring wound as RFC 7946 wants it: outer counter-clockwise, holes clockwise. @param {number[][]} ring @param {boolean} outer */
  function wound(ring, outer) {
    let twice = 0;
    for (let k = 1; k < ring.length; k++) twice += ring[k - 1][0] * ring[k][1] - ring[k][0] * ring[k - 1][1];
    return twice > 0 === outer ? ring : ring.reverse();
  }

  /** @param {Store} store */
  function toGeoJSON(store) {
    const features = Array.from(store.visible, (i) => ({
      type: "Feature",
      id: store.id(i),
      geometry: geometry(store, i),
      properties: properties(store, i),
    }));
    return JSON.stringify({ type: "FeatureCollection", features }, null, 1);
  }

  // Named, ordered and filled as `geomap export` does it, nested values as JSON; a page does not carry every column.
  const COLUMNS = [
    "id",
    "title",
    "type",
    "mode",
    "context",
    "label",
    "status",
    "start",
    "end",
    "edtf",
    "date_prec",
    "place_name",
    "place_id",
    "country",
    "admin1",
    "where_prec",
    "radius_km",
    "relation",
    "actors",
    "recipients",
    "evidence",
    "sources",
    "confidence",
    "lon",
    "lat",
  ];

  /** A cell that a spreadsheet takes as text, never as a formula. @param {any} value */
  function cell(value) {
    if (value === null || value === undefined) return "";
    const text = typeof value === "object" ? JSON.stringify(value) : String(value);
    const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  }

  /** @param {Store} store */
  function toCSV(store) {
    const lines = [COLUMNS.join(",")];
    for (const i of store.visible) {
      /** @type {any} */
      const told = properties(store, i),
        at = store.placed(i) ? store.latlng(i) : [null, null];
      const flat = {
        ...told,
        lat: at[0],
        lon: at[1],
      };
      lines.push(COLUMNS.map((name) => cell(flat[name])).join(","));
    }
    return `${lines.join("\r\n")}\r\n`;
  }

  /** @param {Store} store @param {string} kind */
  geomap.download = (store, kind) => {
    const text = kind === "csv" ? toCSV(store) : toGeoJSON(store);
    const blob = new Blob([text], { type: kind === "csv" ? "text/csv;charset=utf-8" : "application/geo+json" });
    const url = URL.createObjectURL(blob);
    const link = geomap.el("a", "", null, { href: url, download: `events.${kind}` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  };
  geomap.exports = { toCSV, toGeoJSON };
})(window.geomap);
