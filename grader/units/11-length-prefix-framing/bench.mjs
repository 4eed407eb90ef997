class A {
  // per-frame alloc, byte-accumulated header
  #max;
  #len = 0;
  #hb = 0;
  #body;
  #filled = 0;
  #broken = false;
  constructor({ maxFrameLength = 16777216 } = {}) {
    this.#max = maxFrameLength;
  }
  push(chunk) {
    const b = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const frames = [];
    let at = 0;
    while (at < b.length) {
      if (!this.#body) {
        this.#len = this.#len * 256 + b[at++];
        if (++this.#hb < 4) continue;
        if (this.#len > this.#max) throw new RangeError('x');
        this.#body = Buffer.allocUnsafe(this.#len);
        this.#filled = 0;
      } else {
        const n = b.copy(this.#body, this.#filled, at);
        at += n;
        this.#filled += n;
      }
      if (this.#filled === this.#body.length) {
        frames.push(this.#body);
        this.#body = undefined;
        this.#len = 0;
        this.#hb = 0;
      }
    }
    return frames;
  }
}
class B {
  // chunk-copy, subarray; spanning frames alloc
  #max;
  #h = Buffer.alloc(4);
  #hb = 0;
  #body;
  #filled = 0;
  constructor({ maxFrameLength = 16777216 } = {}) {
    this.#max = maxFrameLength;
  }
  push(chunk) {
    const b = Buffer.from(chunk);
    const frames = [];
    let at = 0;
    while (at < b.length) {
      if (!this.#body) {
        let len;
        if (this.#hb === 0 && b.length - at >= 4) {
          len = b.readUInt32BE(at);
          at += 4;
        } else {
          this.#h[this.#hb++] = b[at++];
          if (this.#hb < 4) continue;
          len = this.#h.readUInt32BE();
          this.#hb = 0;
        }
        if (len > this.#max) throw new RangeError('x');
        if (b.length - at >= len) {
          frames.push(b.subarray(at, at + len));
          at += len;
          continue;
        }
        this.#body = Buffer.allocUnsafe(len);
        this.#filled = 0;
      } else {
        const n = b.copy(this.#body, this.#filled, at);
        at += n;
        this.#filled += n;
        if (this.#filled === this.#body.length) {
          frames.push(this.#body);
          this.#body = undefined;
        }
      }
    }
    return frames;
  }
}
class C {
  // A with body slices: direct per frame alloc + fast header
  #max;
  #h = Buffer.alloc(4);
  #hb = 0;
  #body;
  #filled = 0;
  constructor({ maxFrameLength = 16777216 } = {}) {
    this.#max = maxFrameLength;
  }
  push(chunk) {
    const b = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const frames = [];
    let at = 0;
    while (at < b.length) {
      if (!this.#body) {
        const n = b.copy(this.#h, this.#hb, at);
        at += n;
        this.#hb += n;
        if (this.#hb < 4) break;
        this.#hb = 0;
        const len = this.#h.readUInt32BE();
        if (len > this.#max) throw new RangeError('x');
        this.#body = Buffer.allocUnsafe(len);
        this.#filled = 0;
      }
      const n = b.copy(this.#body, this.#filled, at);
      at += n;
      this.#filled += n;
      if (this.#filled === this.#body.length) {
        frames.push(this.#body);
        this.#body = undefined;
      }
    }
    return frames;
  }
}

class D {
  // A + lazy own copy
  #max;
  #len = 0;
  #hb = 0;
  #body;
  #filled = 0;
  constructor({ maxFrameLength = 16777216 } = {}) {
    this.#max = maxFrameLength;
  }
  push(chunk) {
    const frames = [];
    let at = 0;
    let own;
    while (at < chunk.length) {
      if (!this.#body) {
        this.#len = this.#len * 256 + (chunk[at++] ?? 0);
        if (++this.#hb < 4) continue;
        const len = this.#len;
        this.#len = 0;
        this.#hb = 0;
        if (len > this.#max) throw new RangeError('x');
        if (chunk.length - at >= len) {
          own ??= Buffer.from(chunk);
          frames.push(own.subarray(at, at + len));
          at += len;
          continue;
        }
        this.#body = Buffer.allocUnsafe(len);
        this.#filled = 0;
      } else {
        const part = chunk.subarray(at, at + this.#body.length - this.#filled);
        this.#body.set(part, this.#filled);
        at += part.length;
        this.#filled += part.length;
        if (this.#filled === this.#body.length) {
          frames.push(this.#body);
          this.#body = undefined;
        }
      }
    }
    return frames;
  }
}
class E {
  // as D but strict copy once: spans
  #max;
  #len = 0;
  #hb = 0;
  #body;
  #filled = 0;
  constructor({ maxFrameLength = 16777216 } = {}) {
    this.#max = maxFrameLength;
  }
  push(chunk) {
    const frames = [];
    let at = 0;
    const ends = [];
    while (at < chunk.length) {
      if (!this.#body) {
        this.#len = this.#len * 256 + (chunk[at++] ?? 0);
        if (++this.#hb < 4) continue;
        const len = this.#len;
        this.#len = 0;
        this.#hb = 0;
        if (len > this.#max) throw new RangeError('x');
        if (chunk.length - at >= len) {
          ends.push(at, at + len);
          at += len;
          continue;
        }
        this.#body = Buffer.allocUnsafe(len);
        this.#filled = 0;
      } else {
        const part = chunk.subarray(at, at + this.#body.length - this.#filled);
        this.#body.set(part, this.#filled);
        at += part.length;
        this.#filled += part.length;
        if (this.#filled === this.#body.length) {
          frames.push(this.#body);
          this.#body = undefined;
        }
      }
    }
    if (ends.length) {
      const s = ends[0];
      const own = Buffer.from(chunk.subarray(s, ends[ends.length - 1]));
      for (let i = 0; i < ends.length; i += 2)
        frames.push(own.subarray(ends[i] - s, ends[i + 1] - s));
    }
    return frames;
  }
}
class G {
  // A with set
  #max;
  #len = 0;
  #hb = 0;
  #body;
  #filled = 0;
  constructor({ maxFrameLength = 16777216 } = {}) {
    this.#max = maxFrameLength;
  }
  push(chunk) {
    const frames = [];
    let at = 0;
    while (at < chunk.length) {
      if (!this.#body) {
        this.#len = this.#len * 256 + (chunk[at++] ?? 0);
        if (++this.#hb < 4) continue;
        if (this.#len > this.#max) throw new RangeError('x');
        this.#body = Buffer.allocUnsafe(this.#len);
        this.#filled = 0;
      } else {
        const part = chunk.subarray(at, at + this.#body.length - this.#filled);
        this.#body.set(part, this.#filled);
        at += part.length;
        this.#filled += part.length;
      }
      if (this.#filled === this.#body.length) {
        frames.push(this.#body);
        this.#body = undefined;
        this.#len = 0;
        this.#hb = 0;
      }
    }
    return frames;
  }
}
function stream(sizes) {
  const parts = [];
  for (const s of sizes) {
    const h = Buffer.alloc(4);
    h.writeUInt32BE(s);
    parts.push(h, Buffer.alloc(s, 1));
  }
  return Buffer.concat(parts);
}
function cut(b, n) {
  const r = [];
  for (let i = 0; i < b.length; i += n) r.push(b.subarray(i, i + n));
  return r;
}
const cases = {
  'small60 one chunk 200k': [stream(Array(200000).fill(60))],
  'small60 64k chunks': cut(stream(Array(200000).fill(60)), 65536),
  '1k 64k chunks': cut(stream(Array(20000).fill(1024)), 65536),
  '10k 64k chunks': cut(stream(Array(3000).fill(10000)), 65536),
  '1MiB 64k chunks': cut(stream(Array(40).fill(1048576)), 65536),
  '1MiB byte by byte': cut(stream([1048576]), 1),
  '30k 64k chunks': cut(stream(Array(1000).fill(30000)), 65536),
  'small60 1460': cut(stream(Array(200000).fill(60)), 1460),
};
const only = process.argv[2];
for (const [name, chunks] of Object.entries(cases)) {
  const row = [];
  for (const K of [A, B, D, E, G]) {
    const ts = [];
    for (let r = 0; r < 7; r++) {
      const d = new K();
      const t = performance.now();
      let k = 0;
      for (const c of chunks) k += d.push(c).length;
      ts.push(performance.now() - t);
    }
    ts.sort((a, b) => a - b);
    row.push(`${K.name} ${ts[0].toFixed(1)}/${ts[3].toFixed(1)}`);
  }
  console.log(name.padEnd(26), row.join('   '));
}
