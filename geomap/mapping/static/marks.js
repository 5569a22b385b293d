// @ts-check
// The marks of events: a glyph or pin for one, a ring of kinds round a number for many, glyphs spread out where one place holds several.
(function (geomap) {
  "use strict";

  const RADIUS = 8.5;
  const PIN = 17; // pixels from a pin's foot to its glyph

  /** A pin where the place is exact, a bare glyph elsewhere. @param {CanvasRenderingContext2D} ctx @param {Drawn} item @param {Store} store @param {Theme} theme */
  function one(ctx, item, store, theme) {
    const i = item.first;
    item.r = RADIUS;
    item.gy = item.y;
    if (store.columns.where_prec[i] === 1 && !item.beside) {
      item.gy = item.y - PIN;
      stalk(ctx, item.x, item.y, item.gy, theme);
    }
    geomap.glyphs.draw(ctx, store.groupAt(i), store.status(i), item.x, item.gy, item.r, theme);
  }

  /** @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} foot @param {number} head @param {Theme} theme */
  function stalk(ctx, x, foot, head, theme) {
    ctx.lineCap = "round";
    for (const [width, color] of /** @type {Array<[number, string]>} */ ([
      [4.4, theme.paper],
      [2, theme.ink],
    ])) {
      ctx.beginPath();
      ctx.moveTo(x, foot);
      ctx.lineTo(x, head + 7);
      ctx.lineWidth = width;
      ctx.strokeStyle = color;
      ctx.stroke();
    }
    ctx.beginPath();
    ctx.arc(x, foot, 2, 0, 2 * Math.PI);
    ctx.fillStyle = theme.ink;
    ctx.fill();
  }

  /** A ring of kinds round a number. @param {CanvasRenderingContext2D} ctx @param {Drawn} item @param {Store} store @param {Theme} theme */
  function cluster(ctx, item, store, theme) {
    const r = (item.r = size(item.n));
    item.gy = item.y;
    ctx.beginPath();
    ctx.arc(item.x, item.y, r + 1.6, 0, 2 * Math.PI);
    ctx.fillStyle = theme.paper;
    ctx.fill();
    let angle = -Math.PI / 2;
    item.kinds.forEach((count, k) => {
      if (!count) return;
      const sweep = (2 * Math.PI * count) / item.n;
      ctx.beginPath();
      ctx.arc(item.x, item.y, r - 2, angle, angle + sweep);
      ctx.lineWidth = 4.4;
      ctx.lineCap = "butt";
      ctx.strokeStyle = geomap.groupColor(store.data.groups[k], theme);
      ctx.stroke();
      angle += sweep;
    });
    ctx.fillStyle = theme.ink;
    ctx.font = `600 ${item.n < 1000 ? 12 : 11}px system-ui, sans-serif`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(short(item.n), item.x, item.y + 0.5);
    ctx.textAlign = "left";
  }

  /** Radius of a cluster's ring. @param {number} n */
  const size = (n) => (n < 10 ? 13 : n < 100 ? 16 : n < 1000 ? 20 : n < 10000 ? 24 : 28);

  /** @param {number} n */
  const short = (n) =>
    n < 1000
      ? String(n)
      : n < 1e4
        ? `${(n / 1000).toFixed(1)}k`
        : n < 1e6
          ? `${Math.round(n / 1000)}k`
          : `${(n / 1e6).toFixed(1)}m`;

  /** Two to four events as glyphs round their common middle. @param {Drawn} item @returns {Drawn[]} */
  function beside(item) {
    const members = item.members(),
      n = members.length,
      radius = n === 2 ? 11 : n === 3 ? 13 : 16;
    return members.map((i, k) => {
      const angle = (2 * Math.PI * k) / n + (n === 2 ? Math.PI : -Math.PI / 2);
      return alone(i, item.x + radius * Math.cos(angle), item.y + radius * Math.sin(angle));
    });
  }

  /** One event's mark, moved away from its own place. @param {number} i @param {number} x @param {number} y @returns {Drawn} */
  const alone = (i, x, y) => ({ x, y, gy: y, r: RADIUS, n: 1, first: i, kinds: [], members: () => [i], beside: true });

  /** Where the k-th of n fanned glyphs stands: one circle for a few, a spiral for more. @param {number} k @param {number} n */
  function fanPosition(k, n) {
    if (n <= 9) {
      const angle = (2 * Math.PI * k) / n - Math.PI / 2,
        radius = 20 + 3.4 * n;
      return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
    }
    let angle = 0,
      radius = 26;
    for (let step = 0; step < k; step++) {
      angle += 24 / radius;
      radius += (24 / (2 * Math.PI)) * (24 / radius);
    }
    return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
  }

  /** Spread events round a point; return their marks. @param {CanvasRenderingContext2D} ctx @param {number[]} members @param {number} cx @param {number} cy @param {Store} store @param {Theme} theme */
  function fan(ctx, members, cx, cy, store, theme) {
    const marks = members.map((i, k) => {
      const at = fanPosition(k, members.length);
      return alone(i, cx + at.x, cy + at.y);
    });
    ctx.lineWidth = 1.2;
    ctx.strokeStyle = theme.soft;
    ctx.beginPath();
    for (const mark of marks) {
      ctx.moveTo(cx, cy);
      ctx.lineTo(mark.x, mark.y);
    }
    ctx.stroke();
    for (const mark of marks)
      geomap.glyphs.draw(ctx, store.groupAt(mark.first), store.status(mark.first), mark.x, mark.y, mark.r, theme);
    return marks;
  }

  /** A ring round the event whose card is open. @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {Theme} theme */
  function chosen(ctx, x, y, theme) {
    ctx.beginPath();
    ctx.arc(x, y, 16, 0, 2 * Math.PI);
    ctx.lineWidth = 5;
    ctx.strokeStyle = theme.paper;
    ctx.stroke();
    ctx.lineWidth = 2.4;
    ctx.strokeStyle = theme.accent;
    ctx.stroke();
  }

  /** The box that a mark covers, a little wider. @param {Drawn} item @param {Store} store */
  function box(item, store) {
    const r = (item.n > 1 ? size(item.n) : RADIUS) + 3,
      pinned = item.n === 1 && !item.beside && store.columns.where_prec[item.first] === 1;
    return [item.x - r, item.y - (pinned ? PIN : 0) - r, item.x + r, item.y + (pinned ? 3 : r)];
  }

  geomap.marks = { alone, beside, box, chosen, cluster, fan, one, RADIUS };
})(window.geomap);
