// @ts-check
// Names of borders and other relations, as the articles say them, each beside its line and clear of what stands there.
(function (geomap) {
  "use strict";

  const FONT = "italic 600 11.5px system-ui, sans-serif";
  const FROM_ZOOM = 5;

  /**
   * Where names stand: above the line, below where something is in the way there, else not at all.
   * @param {CanvasRenderingContext2D} ctx @param {RelationRow[]} rows @param {View} view @param {number[][]} taken Boxes to keep clear of.
   * @returns {RelationName[]}
   */
  function place(ctx, rows, view, taken) {
    if (view.zoom < FROM_ZOOM) return [];
    ctx.font = FONT;
    ctx.letterSpacing = "0px";
    const written = new Set(),
      held = [...taken];
    /** @type {RelationName[]} */
    const found = [];
    for (const row of rows) {
      const text = row.said[0];
      if (!text || written.has(text)) continue;
      written.add(text);
      const x = view.x(geomap.worldX(row.lon)),
        at = view.y(geomap.worldY(row.lat)),
        half = ctx.measureText(text).width / 2 + 4;
      for (const y of [at - 12, at + 14, at - 28, at + 30]) {
        const box = [x - half, y - 8, x + half, y + 8];
        if (held.some((other) => geomap.overlap(box, other))) continue;
        held.push(box);
        found.push({ text, x, y, box });
        break;
      }
    }
    return found;
  }

  /** @param {CanvasRenderingContext2D} ctx @param {RelationName[]} names @param {Theme} theme */
  function paint(ctx, names, theme) {
    ctx.font = FONT;
    ctx.textBaseline = "middle";
    ctx.textAlign = "center";
    ctx.lineJoin = "round";
    ctx.lineWidth = 3.4;
    ctx.strokeStyle = theme.halo;
    ctx.fillStyle = theme.relation;
    for (const name of names) {
      ctx.strokeText(name.text, name.x, name.y);
      ctx.fillText(name.text, name.x, name.y);
    }
    ctx.textAlign = "left";
  }

  /** Whether two boxes, each [west, north, east, south], overlap. @param {number[]} a @param {number[]} b */
  geomap.overlap = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
  geomap.relationNames = { place, paint };
})(window.geomap);
