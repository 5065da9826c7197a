# One image for every role. Debian, because the PostgreSQL that npm brings needs glibc.
FROM node:24-bookworm-slim
RUN useradd --create-home tandem && mkdir /tandem /data && chown tandem: /tandem /data
USER tandem
WORKDIR /tandem
COPY --chown=tandem package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force
COPY --chown=tandem . .
RUN npm run build
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
VOLUME /data
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --start-period=60s \
  CMD ["node", "-e", "process.env.ROLE==='worker'||fetch('http://127.0.0.1:'+(process.env.PORT||4000)+'/health').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "src/main.ts", "start"]
