// @ts-check
// Which glyphs stand for which events at a zoom: a grid over the view, then neighbours joined. Fast enough for a million.
(function (geomap) {
  "use strict";

  const WORLD = 256;

  /** @type {WeakMap<object, Int32Array>} The next event in the same cell, for each event of a store. */
  const kept = new WeakMap();

  /** @param {Store} store */
  function chains(store) {
    const found = kept.get(store) || new Int32Array(store.n);
    kept.set(store, found);
    return found;
  }

  /**
   * Group the visible events in view.
   * @param {Store} store @param {Float64Array} wx @param {Float64Array} wy World pixels at zoom 0, NaN for unplaced.
   * @param {View} view @param {number} reach Pixels within which glyphs are joined.
   * @returns {Drawn[]}
   */
  geomap.cluster = (store, wx, wy, view, reach) => {
    // Cells are anchored to the world, not to the view, so that panning does not shuffle clusters.
    const col0 = Math.floor(view.left / reach),
      row0 = Math.floor(view.top / reach);
    const cols = Math.ceil(view.width / reach) + 2,
      rows = Math.ceil(view.height / reach) + 2;
    const kinds = store.data.groups.length;
    const head = new Int32Array(cols * rows).fill(-1),
      count = new Int32Array(cols * rows);
    const sumX = new Float64Array(cols * rows),
      sumY = new Float64Array(cols * rows),
      byKind = new Int32Array(cols * rows * kinds);
    const next = chains(store);
    // Of the world's copies the one nearest the middle of the view counts.
    const middle = (view.west + view.east) / 2;
    const visible = store.visible;
    // Backwards, so that each cell's chain reads in the order of the list.
    for (let v = visible.length - 1; v >= 0; v--) {
      const i = visible[v];
      const y = wy[i] * view.scale;
      const row = Math.floor(y / reach) - row0;
      if (!(row >= 0 && row < rows)) continue;
      const x = (wx[i] + WORLD * Math.round((middle - wx[i]) / WORLD)) * view.scale;
      const col = Math.floor(x / reach) - col0;
      if (!(col >= 0 && col < cols)) continue;
      const cell = row * cols + col;
      next[i] = head[cell];
      head[cell] = i;
      count[cell]++;
      sumX[cell] += x;
      sumY[cell] += y;
      byKind[cell * kinds + store.group[i]]++;
    }
    const cells = [];
    for (let cell = 0; cell < count.length; cell++) if (count[cell]) cells.push(cell);
    cells.sort((a, b) => count[b] - count[a] || a - b);
    return join(cells, { cols, count, sumX, sumY, byKind, kinds, head, next, view, reach });
  };

  /** Join each cell with the smaller neighbours whose middle lies within reach. @param {number[]} cells @param {any} grid */
  function join(cells, grid) {
    const { cols, count, sumX, sumY, byKind, kinds, head, next, view, reach } = grid;
    const used = new Uint8Array(count.length);
    const found = [];
    for (const cell of cells) {
      if (used[cell]) continue;
      used[cell] = 1;
      const joined = [cell];
      const x = sumX[cell] / count[cell],
        y = sumY[cell] / count[cell];
      for (let dr = -1; dr <= 1; dr++) {
        for (let dc = -1; dc <= 1; dc++) {
          const other = cell + dr * cols + dc;
          if (other < 0 || other >= count.length || used[other] || !count[other]) continue;
          if (Math.hypot(sumX[other] / count[other] - x, sumY[other] / count[other] - y) > reach) continue;
          used[other] = 1;
          joined.push(other);
        }
      }
      let n = 0,
        sx = 0,
        sy = 0;
      const mix = new Array(kinds).fill(0);
      for (const part of joined) {
        n += count[part];
        sx += sumX[part];
        sy += sumY[part];
        for (let k = 0; k < kinds; k++) mix[k] += byKind[part * kinds + k];
      }
      const heads = joined.map((part) => head[part]);
      const members = () => {
        const all = [];
        for (let h of heads) for (; h >= 0; h = next[h]) all.push(h);
        return all.sort((a, b) => a - b);
      };
      found.push({
        x: sx / n - view.left,
        y: sy / n - view.top,
        gy: sy / n - view.top,
        r: 0,
        n,
        first: n === 1 ? heads[0] : Math.min(...heads),
        kinds: mix,
        members,
      });
    }
    return found;
  }
})(window.geomap);
