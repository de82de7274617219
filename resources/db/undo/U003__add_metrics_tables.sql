-- title: 되돌리기: 지표 테이블 | Undo: metrics tables
-- touches: metric_snapshots, metric_collection_failures

DROP TABLE metric_collection_failures;
DROP TABLE metric_snapshots;
