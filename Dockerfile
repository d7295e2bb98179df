# Rollcall with a browser, for machines that have neither: docker build -t rollcall . && docker run --rm rollcall run
FROM node:20-bookworm-slim

# ca-certificates: platforms are HTTPS. fonts-noto-cjk: meeting pages in Chinese, and their screenshots.
RUN apt-get update \
  && apt-get install -y --no-install-recommends chromium ca-certificates fonts-noto-cjk \
  && rm -rf /var/lib/apt/lists/*

WORKDIR /opt/rollcall
COPY package.json package-lock.json .npmrc ./
RUN PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --omit=dev && npm cache clean --force
COPY . .
# Built here: the user below cannot write to this folder.
RUN node src/setup/build.mjs \
  && ln -s /opt/rollcall/src/setup/rollcall.mjs /usr/local/bin/rollcall \
  && install -d -o node -g node /work

USER node
# Results are written to the working folder: mount it with -v "$PWD:/work".
WORKDIR /work
ENTRYPOINT ["rollcall"]
