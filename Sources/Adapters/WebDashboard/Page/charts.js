// Two charts on canvas. Times are seconds of event time, UTC; colours come from the style sheet.
'use strict';

const Charts = (() => {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const pad = (number) => String(number).padStart(2, '0');

  function timeText(seconds, span) {
    const at = new Date(seconds * 1000);
    const day = `${at.getUTCFullYear()}-${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())}`;
    const clock = `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}`;
    return span > 6 * 86400 ? day : span > 86400 ? `${day.slice(5)} ${clock}` : clock;
  }

  // Steps of 1, 2 or 5 times a power of ten.
  function ticks(low, high, wanted) {
    const raw = (high - low) / Math.max(1, wanted);
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map((n) => n * power).find((s) => s >= raw);
    const list = [];
    for (let value = Math.ceil(low / step) * step; value <= high; value += step) list.push(value);
    return { list, decimals: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) };
  }

  function prepare(canvas) {
    const ratio = window.devicePixelRatio || 1;
    const width = canvas.clientWidth, height = canvas.clientHeight;
    if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
    if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
    const pen = canvas.getContext('2d');
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.font = '11px system-ui, sans-serif';
    pen.lineWidth = 1;
    return { pen, width, height };
  }

  function empty({ pen, width, height }, words) {
    pen.fillStyle = colour('--muted');
    pen.textAlign = 'center';
    pen.fillText(words, width / 2, height / 2);
  }

  // Horizontal lines with round prices on the right.
  function priceAxis({ pen, width }, y, low, high, box) {
    const { list, decimals } = ticks(low, high, (box.bottom - box.top) / 32);
    pen.strokeStyle = colour('--grid');
    pen.fillStyle = colour('--muted');
    pen.textAlign = 'left';
    pen.textBaseline = 'middle';
    for (const value of list) {
      const at = Math.round(y(value)) + 0.5;
      pen.beginPath(); pen.moveTo(box.left, at); pen.lineTo(box.right, at); pen.stroke();
      pen.fillText(value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }), box.right + 6, at);
    }
  }

  function timeAxis({ pen }, x, from, to, box) {
    const count = Math.max(2, Math.floor((box.right - box.left) / 110));
    pen.fillStyle = colour('--muted');
    pen.textBaseline = 'top';
    for (let index = 0; index < count; index++) {
      const seconds = from + (to - from) * (index + 0.5) / count;
      pen.textAlign = 'center';
      pen.fillText(timeText(seconds, to - from), x(seconds), box.bottom + 5);
    }
  }

  const margin = 72;

  function equity(canvas, data) {
    const view = prepare(canvas);
    const { pen, width, height } = view;
    if (!data || data.t.length < 2) return empty(view, 'no equity points yet');
    const box = { left: 4, top: 8, right: width - margin, bottom: height - 20 };
    let low = Math.min(...data.e, data.initial ?? Infinity), high = Math.max(...data.e, data.initial ?? -Infinity);
    const room = Math.max((high - low) * 0.06, high * 1e-5);
    low -= room; high += room;
    const from = data.t[0], to = Math.max(data.t[data.t.length - 1], from + 1);
    const x = (t) => box.left + (t - from) / (to - from) * (box.right - box.left);
    const y = (e) => box.bottom - (e - low) / (high - low) * (box.bottom - box.top);
    priceAxis(view, y, low, high, box);
    timeAxis(view, x, from, to, box);
    if (data.initial) {
      pen.strokeStyle = colour('--muted');
      pen.setLineDash([3, 4]);
      pen.beginPath(); pen.moveTo(box.left, y(data.initial)); pen.lineTo(box.right, y(data.initial)); pen.stroke();
      pen.setLineDash([]);
    }
    pen.beginPath();
    data.t.forEach((t, index) => (index ? pen.lineTo(x(t), y(data.e[index])) : pen.moveTo(x(t), y(data.e[index]))));
    pen.strokeStyle = colour('--accent');
    pen.lineWidth = 1.6;
    pen.lineJoin = 'round';
    pen.stroke();
    pen.lineTo(x(to), box.bottom); pen.lineTo(x(from), box.bottom); pen.closePath();
    pen.globalAlpha = 0.1; pen.fillStyle = colour('--accent'); pen.fill(); pen.globalAlpha = 1;
    tag(view, y(data.e[data.e.length - 1]), data.e[data.e.length - 1].toLocaleString('en-US', { maximumFractionDigits: 0 }), colour('--accent'), box);
  }

  // The newest value on the price axis.
  function tag({ pen }, at, words, paint, box) {
    pen.fillStyle = paint;
    pen.fillRect(box.right + 2, at - 8, margin - 4, 16);
    pen.fillStyle = colour('--panel');
    pen.textAlign = 'left'; pen.textBaseline = 'middle';
    pen.fillText(words, box.right + 6, at + 0.5);
  }

  function candles(canvas, data) {
    const view = prepare(canvas);
    const { pen, width, height } = view;
    if (!data || data.t.length < 2) return empty(view, 'no candles yet');
    const box = { left: 4, top: 10, right: width - margin, bottom: height - 20 };
    const shown = Math.min(data.t.length, Math.max(40, Math.floor((box.right - box.left) / 6)));
    const start = data.t.length - shown;
    const from = data.t[start], to = data.t[data.t.length - 1] + data.seconds * 2;
    let low = Math.min(...data.l.slice(start)), high = Math.max(...data.h.slice(start));
    const span = high - low || high * 0.001;
    // A stop or target far away is drawn only when it does not flatten the candles.
    const lines = data.position ? [['entry', '--accent'], ['stop', '--down'], ['target', '--up']]
      .map(([name, paint]) => ({ name, paint, price: data.position[name] })) : [];
    for (const { price } of lines) {
      if (price > high + 1.2 * span || price < low - 1.2 * span) continue;
      low = Math.min(low, price); high = Math.max(high, price);
    }
    const room = (high - low) * 0.07 || high * 0.001;
    low -= room; high += room;
    const x = (t) => box.left + (t - from + data.seconds / 2) / (to - from) * (box.right - box.left);
    const y = (p) => box.bottom - (p - low) / (high - low) * (box.bottom - box.top);
    priceAxis(view, y, low, high, box);
    timeAxis(view, x, from, to, box);
    volumes(pen, data, start, x, box);
    const body = Math.max(1, Math.floor((box.right - box.left) / shown * 0.64));
    for (let index = start; index < data.t.length; index++) {
      const rises = data.c[index] >= data.o[index];
      const middle = Math.round(x(data.t[index])) + 0.5;
      pen.strokeStyle = pen.fillStyle = colour(rises ? '--up' : '--down');
      pen.beginPath(); pen.moveTo(middle, y(data.h[index])); pen.lineTo(middle, y(data.l[index])); pen.stroke();
      const top = y(Math.max(data.o[index], data.c[index]));
      const size = Math.max(1, y(Math.min(data.o[index], data.c[index])) - top);
      // A rising candle is hollow, so that colour is not the only sign.
      if (rises && body > 3) {
        pen.fillStyle = colour('--panel');
        pen.fillRect(middle - body / 2, top, body, size);
        pen.strokeRect(middle - body / 2, top, body, size);
      } else {
        pen.fillRect(middle - body / 2, top, body, size);
      }
    }
    positionLines(view, lines, y, low, high, box);
    markers(pen, data, start, x, y);
    const last = data.c[data.c.length - 1];
    // Seven digits, whatever the price: the axis has as many as its steps need, which is fewer.
    const places = Math.min(Math.max(6 - Math.floor(Math.log10(last)), 2), 8);
    tag(view, y(last), last.toLocaleString('en-US', { maximumFractionDigits: places }), colour('--muted'), box);
  }

  function volumes(pen, data, start, x, box) {
    const most = Math.max(...data.v.slice(start)) || 1;
    const step = Math.max(1, (box.right - box.left) / (data.t.length - start) * 0.64);
    pen.fillStyle = colour('--muted');
    pen.globalAlpha = 0.25;
    for (let index = start; index < data.t.length; index++) {
      const size = data.v[index] / most * (box.bottom - box.top) * 0.14;
      pen.fillRect(x(data.t[index]) - step / 2, box.bottom - size, step, size);
    }
    pen.globalAlpha = 1;
  }

  function positionLines({ pen }, lines, y, low, high, box) {
    for (const { name, paint, price } of lines) {
      if (price < low || price > high) continue;
      pen.strokeStyle = pen.fillStyle = colour(paint);
      pen.setLineDash([6, 4]);
      pen.beginPath(); pen.moveTo(box.left, y(price)); pen.lineTo(box.right, y(price)); pen.stroke();
      pen.setLineDash([]);
      pen.textAlign = 'left'; pen.textBaseline = 'bottom';
      pen.fillText(`${name} ${price}`, box.left + 4, y(price) - 2);
    }
  }

  function markers(pen, data, start, x, y) {
    for (const fill of data.fills) {
      if (fill.t < data.t[start]) continue;
      const open = Math.floor((fill.t - data.t[start]) / data.seconds) * data.seconds + data.t[start];
      const at = x(open), price = y(fill.price), buys = fill.side === 'buy';
      pen.fillStyle = fill.cause === 'open' ? colour(buys ? '--up' : '--down') : colour('--accent');
      pen.strokeStyle = colour('--panel');
      pen.lineWidth = 1.5;
      pen.beginPath();
      if (fill.cause !== 'open') {
        pen.moveTo(at, price - 7); pen.lineTo(at + 7, price); pen.lineTo(at, price + 7); pen.lineTo(at - 7, price);
      } else if (buys) {
        pen.moveTo(at, price + 4); pen.lineTo(at + 8, price + 18); pen.lineTo(at - 8, price + 18);
      } else {
        pen.moveTo(at, price - 4); pen.lineTo(at + 8, price - 18); pen.lineTo(at - 8, price - 18);
      }
      pen.closePath(); pen.fill(); pen.stroke();
    }
    pen.lineWidth = 1;
  }

  return { equity, candles };
})();
