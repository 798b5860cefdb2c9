"""Writes test/fixtures/keras/*.json: what Keras 3 on TensorFlow computes for small networks, step by step.

Every case has the plan's own words for layers, loss and optimizer, starting weights, batches, the loss of every step,
the weights after the first and the last step, and outputs and loss in inference mode at the end.

Run with: python3.11, keras==3.15.1, tensorflow-cpu==2.21.0, numpy (what TensorFlow brings):
    python test/parity/keras_fixtures.py
"""
import json
import os
import re
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
# oneDNN would add in another order on another processor.
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "keras"
INPUTS, ROWS, BATCHES, STEPS = 4, 6, 3, 20
OUTPUTS = {"binary": 1, "multiclass": 3, "regression": 1}
LOSSES = {"binary": "binaryCrossentropy", "multiclass": "categoricalCrossentropy", "regression": "meanSquaredError"}
ACTIVATIONS = {"binary": "sigmoid", "multiclass": "softmax", "regression": "linear"}


def snake(name):
    return re.sub(r"([A-Z])", lambda match: "_" + match.group(1).lower(), name)


def keras_name(name):
    return {"beta1": "beta_1", "beta2": "beta_2"}.get(name, snake(name))


def class_name(kind):
    special = {"rmsprop": "RMSprop", "sgd": "SGD", "adamw": "AdamW", "l1l2": "L1L2"}
    return special.get(kind, kind[0].upper() + kind[1:])


def settings_of(typed, leave_out=("type", "id")):
    return {keras_name(name): value for name, value in typed.items() if name not in leave_out}


def regularizer(typed):
    return None if typed is None else getattr(keras.regularizers, class_name(typed["type"]))(**settings_of(typed))


def layer_of(layer):
    settings = settings_of(layer)
    for name in list(settings):
        if name.endswith("_regularizer"):
            settings[name] = regularizer(layer["".join([name.split("_")[0], "Regularizer"])])
        if name == "activation":
            settings[name] = snake(settings[name])
    return getattr(keras.layers, class_name(layer["type"]))(name=layer["id"], **settings)


def targets_for(task, random):
    if task == "regression":
        return random.normal(size=(ROWS, 1)).astype("float32")
    if task == "binary":
        return (random.uniform(size=(ROWS, 1)) < 0.5).astype("float32")
    return np.eye(3, dtype="float32")[random.integers(0, 3, size=ROWS)]


def numbers(values):
    return [float(f"{value:.9g}") for value in np.asarray(values, dtype="float32").reshape(-1)]


def weights_of(model):
    names = ["/".join(weight.path.split("/")[-2:]) for weight in model.weights]
    return [{"name": name, "shape": list(weight.shape), "values": numbers(weight)} for name, weight in zip(names, model.weights)]


def case(name, task="binary", layers=None, loss=None, activation=None, optimizer=None, weighted=False, seed=1):
    """One network trained for STEPS steps over BATCHES batches in turn."""
    keras.utils.set_random_seed(seed)
    random = np.random.default_rng(seed)
    layers = layers if layers is not None else [{"id": "layer-1", "type": "dense", "units": 5, "activation": "tanh"}]
    loss = loss or {"type": LOSSES[task]}
    activation = activation or ACTIVATIONS[task]
    optimizer = optimizer or {"type": "sgd", "learningRate": 0.1}
    model = keras.Sequential([keras.Input((INPUTS,))] + [layer_of(layer) for layer in layers] + [keras.layers.Dense(OUTPUTS[task], activation=activation, name="output")])
    # Biases and scales that are not all 0 or 1, so that a mix-up shows.
    for weight in model.weights:
        if len(weight.shape) == 1:
            weight.assign(np.asarray(weight) + random.uniform(0.05, 0.3, size=weight.shape))
    model.compile(
        optimizer=getattr(keras.optimizers, class_name(optimizer["type"]))(**settings_of(optimizer)),
        loss=getattr(keras.losses, class_name(loss["type"]))(**settings_of(loss)),
    )
    batches = []
    for _ in range(BATCHES):
        weights = random.uniform(0.2, 2.0, size=ROWS).astype("float32") if weighted else None
        batches.append((random.normal(size=(ROWS, INPUTS)).astype("float32"), targets_for(task, random), weights))

    @tf.function(reduce_retracing=True)
    def step(x, y, w):
        with tf.GradientTape() as tape:
            total = model.compute_loss(x=x, y=y, y_pred=model(x, training=True), sample_weight=w, training=True)
        gradients = tape.gradient(total, model.trainable_weights)
        model.optimizer.apply(gradients, model.trainable_weights)
        return total

    @tf.function
    def evaluate(x, y):
        outputs = model(x, training=False)
        return outputs, model.compute_loss(x=x, y=y, y_pred=outputs, training=False)

    start = weights_of(model)
    losses, first = [], None
    for number in range(STEPS):
        x, y, w = batches[number % BATCHES]
        losses.append(step(tf.constant(x), tf.constant(y), None if w is None else tf.constant(w)))
        if number == 0:
            first = weights_of(model)
    outputs, loss_at_end = evaluate(tf.constant(batches[0][0]), tf.constant(batches[0][1]))
    return {
        "name": name,
        "task": task,
        "layers": layers,
        "activation": activation,
        "loss": loss,
        "optimizer": optimizer,
        "start": start,
        "batches": [{"inputs": numbers(x), "targets": numbers(y), "weights": None if w is None else numbers(w)} for x, y, w in batches],
        "losses": numbers(losses),
        "afterFirst": first,
        "afterLast": weights_of(model),
        "evaluation": {"loss": numbers([loss_at_end])[0], "outputs": numbers(outputs)},
    }


def write(name, cases):
    FOLDER.mkdir(parents=True, exist_ok=True)
    document = {"keras": keras.__version__, "tensorflow": tf.__version__, "cases": cases}
    text = json.dumps(document, separators=(",", ":"))
    (FOLDER / f"{name}.json").write_text(text.replace('{"name":', '\n{"name":') + "\n", encoding="utf-8")
    print(name, len(cases), "cases", len(text), "characters")


def losses():
    yield case("meanSquaredError", "regression", loss={"type": "meanSquaredError"})
    yield case("meanAbsoluteError", "regression", loss={"type": "meanAbsoluteError"})
    yield case("huber", "regression", loss={"type": "huber"})
    yield case("huber with delta 0.3", "regression", loss={"type": "huber", "delta": 0.3})
    yield case("binaryCrossentropy", "binary")
    yield case("binaryCrossentropy smoothed", "binary", loss={"type": "binaryCrossentropy", "labelSmoothing": 0.2})
    yield case("categoricalCrossentropy", "multiclass")
    yield case("categoricalCrossentropy smoothed", "multiclass", loss={"type": "categoricalCrossentropy", "labelSmoothing": 0.2})
    yield case("meanSquaredError of a sigmoid", "binary", loss={"type": "meanSquaredError"})
    yield case("meanAbsoluteError of a softmax", "multiclass", loss={"type": "meanAbsoluteError"})
    yield case("huber of a softmax", "multiclass", loss={"type": "huber", "delta": 0.5})
    yield case("rows with weights, two answers", "binary", weighted=True)
    yield case("rows with weights, several answers", "multiclass", weighted=True)
    yield case("rows with weights, a number", "regression", weighted=True)


def optimizers():
    for optimizer in [
        {"type": "sgd"},
        {"type": "sgd", "learningRate": 0.05, "momentum": 0.9},
        {"type": "sgd", "learningRate": 0.05, "momentum": 0.9, "nesterov": True},
        {"type": "rmsprop"},
        {"type": "rmsprop", "learningRate": 0.01, "rho": 0.8, "momentum": 0.5},
        {"type": "rmsprop", "learningRate": 0.01, "centered": True},
        {"type": "rmsprop", "learningRate": 0.01, "centered": True, "momentum": 0.5, "epsilon": 0.001},
        {"type": "adam"},
        {"type": "adam", "learningRate": 0.05, "beta1": 0.8, "beta2": 0.9, "epsilon": 0.001},
        {"type": "adam", "learningRate": 0.05, "amsgrad": True},
        {"type": "adamw"},
        {"type": "adamw", "learningRate": 0.05, "weightDecay": 0.1},
        {"type": "adamw", "learningRate": 0.05, "weightDecay": 0.1, "amsgrad": True},
    ]:
        yield case(" ".join(str(part) for part in optimizer.values()), "multiclass", optimizer=optimizer)


def activations():
    for name in ["linear", "relu", "leakyRelu", "elu", "selu", "gelu", "silu", "tanh", "sigmoid", "hardSigmoid", "softplus", "softsign", "softmax"]:
        yield case(name, layers=[{"id": "layer-1", "type": "dense", "units": 6, "activation": name}])
    yield case("a layer of its own", layers=[{"id": "layer-1", "type": "dense", "units": 6, "useBias": False}, {"id": "layer-2", "type": "activation", "activation": "elu"}])
    yield case("two layers of relu", "multiclass", layers=[{"id": "layer-1", "type": "dense", "units": 7, "activation": "relu"}, {"id": "layer-2", "type": "dense", "units": 5, "activation": "relu"}])


def regularizers():
    for penalty in [{"type": "l1", "l1": 0.02}, {"type": "l2", "l2": 0.03}, {"type": "l1l2", "l1": 0.01, "l2": 0.02}]:
        yield case(penalty["type"], layers=[{"id": "layer-1", "type": "dense", "units": 5, "activation": "tanh", "kernelRegularizer": penalty, "biasRegularizer": penalty}])
    yield case("of a normalization", layers=[{"id": "layer-1", "type": "layerNormalization", "gammaRegularizer": {"type": "l2", "l2": 0.1}, "betaRegularizer": {"type": "l1", "l1": 0.1}}])


def normalizations():
    dense = {"id": "layer-1", "type": "dense", "units": 5}
    relu = {"id": "layer-3", "type": "activation", "activation": "relu"}
    for kind in ["batchNormalization", "layerNormalization"]:
        for settings in [{}, {"center": False}, {"scale": False}, {"center": False, "scale": False}, {"epsilon": 0.1}]:
            yield case(" ".join([kind, *settings]), layers=[dense, {"id": "layer-2", "type": kind, **settings}, relu])
        yield case(f"{kind} of the inputs", "regression", layers=[{"id": "layer-1", "type": kind}])
    yield case("batchNormalization momentum", layers=[dense, {"id": "layer-2", "type": "batchNormalization", "momentum": 0.7}, relu])


if __name__ == "__main__":
    for family in [losses, optimizers, activations, regularizers, normalizations]:
        write(family.__name__, list(family()))
