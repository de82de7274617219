@org.jspecify.annotations.NullMarked
package dev.lockkeeper.setup;
