/**
 * Model folders in the Hugging Face layout: weights in safetensors, configuration and tokenizer, read, checked and
 * written as files. Knows the declaration's records and the tensor room's host arrays; no tensor engine may enter.
 */
package dev.luffy.runtime.model;
