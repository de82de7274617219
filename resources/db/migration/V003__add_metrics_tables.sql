-- title: 지표 테이블 | Metrics tables
-- touches: metric_snapshots, metric_collection_failures
-- created: 2025-10-30

-- granularity is text for the same reason as messages.role in 002.
CREATE TABLE metric_snapshots (
    id            bigint            GENERATED ALWAYS AS IDENTITY,
    metric_type   varchar(50)       NOT NULL,
    granularity   text              NOT NULL,
    value         double precision  NOT NULL,
    collected_at  timestamptz       NOT NULL,
    retry_count   integer           NOT NULL DEFAULT 0,
    created_at    timestamptz       NOT NULL DEFAULT now(),
    CONSTRAINT pk_metric_snapshots PRIMARY KEY (id),
    -- A collector that runs twice must not count twice.
    CONSTRAINT uq_metric_snapshots_metric_type_granularity_collected_at UNIQUE (metric_type, granularity, collected_at),
    CONSTRAINT ck_metric_snapshots_granularity CHECK (granularity IN ('hourly', 'daily')),
    CONSTRAINT ck_metric_snapshots_retry_count CHECK (retry_count >= 0)
);
CREATE INDEX ix_metric_snapshots_collected_at ON metric_snapshots (collected_at);

CREATE TABLE metric_collection_failures (
    id             bigint       GENERATED ALWAYS AS IDENTITY,
    metric_type    varchar(50)  NOT NULL,
    granularity    text         NOT NULL,
    attempted_at   timestamptz  NOT NULL,
    error_message  text         NOT NULL,
    created_at     timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT pk_metric_collection_failures PRIMARY KEY (id),
    CONSTRAINT ck_metric_collection_failures_granularity CHECK (granularity IN ('hourly', 'daily'))
);
CREATE INDEX ix_metric_collection_failures_attempted_at ON metric_collection_failures (attempted_at);
