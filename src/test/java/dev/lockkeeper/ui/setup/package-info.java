@org.jspecify.annotations.NullMarked
package dev.lockkeeper.ui.setup;
