"""Writes test/fixtures/keras/*.json: what Keras 3 on TensorFlow computes for small networks, step by step.

Every case has the plan's own words for layers, loss and optimizer, starting weights, batches, the loss of every step,
the weights after the first and the last step, and outputs and loss in inference mode at the end (with the averaged
weights, where the optimizer averages them). Schedules have the learning rate of every step, initializers what their
draws look like.

Run with: python3.11, keras==3.15.1, tensorflow-cpu==2.21.0, numpy (what TensorFlow brings):
    python test/parity/keras_fixtures.py [FAMILY ...]
Another processor may give other last digits: write only the families that changed.
"""
import json
import os
import re
import sys
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
    special = {"rmsprop": "RMSprop", "sgd": "SGD", "adamw": "AdamW", "l1l2": "L1L2", "klDivergence": "KLDivergence"}
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


def targets_for(task, random, counts):
    if counts:
        return random.poisson(2.0, size=(ROWS, 1)).astype("float32")
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


def normal_inputs(random):
    return random.normal(size=(ROWS, INPUTS)).astype("float32")


def case(name, task="binary", layers=None, loss=None, activation=None, optimizer=None, weighted=False, counts=False, seed=1, build=None, draw=normal_inputs, steps=STEPS):
    """One network trained for some steps over BATCHES batches in turn. counts: targets are counts; build: from layers and output layer to model; draw: inputs of a batch."""
    keras.utils.set_random_seed(seed)
    random = np.random.default_rng(seed)
    layers = layers if layers is not None else [{"id": "layer-1", "type": "dense", "units": 5, "activation": "tanh"}]
    loss = loss or {"type": LOSSES[task]}
    activation = activation or ACTIVATIONS[task]
    optimizer = optimizer or {"type": "sgd", "learningRate": 0.1}
    # Layers draw their seeds as they are made: the output is the last of them.
    hidden = [] if build else [layer_of(layer) for layer in layers]
    output = keras.layers.Dense(OUTPUTS[task], activation=activation, name="output")
    model = build(layers, output) if build else keras.Sequential([keras.Input((INPUTS,)), *hidden, output])
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
        batches.append((draw(random), targets_for(task, random, counts), weights))

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
    for number in range(steps):
        x, y, w = batches[number % BATCHES]
        losses.append(step(tf.constant(x), tf.constant(y), None if w is None else tf.constant(w)))
        if number == 0:
            first = weights_of(model)
    last = weights_of(model)
    # Puts the averaged weights, where there are some, in place of the others.
    model.optimizer.finalize_variable_values(model.trainable_weights)
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
        "afterLast": last,
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


def other_losses():
    yield case("logCosh", "regression", loss={"type": "logCosh"})
    yield case("logCosh of a sigmoid", "binary", loss={"type": "logCosh"})
    yield case("poisson of counts", "regression", activation="softplus", loss={"type": "poisson"}, counts=True)
    yield case("poisson of a sigmoid", "binary", loss={"type": "poisson"})
    yield case("poisson of a softmax", "multiclass", loss={"type": "poisson"})
    yield case("hinge of a sigmoid", "binary", loss={"type": "hinge"})
    yield case("hinge of a tanh", "binary", activation="tanh", loss={"type": "hinge"})
    yield case("hinge of a softmax", "multiclass", loss={"type": "hinge"})
    yield case("squaredHinge of a sigmoid", "binary", loss={"type": "squaredHinge"})
    yield case("squaredHinge of straight outputs", "binary", activation="linear", loss={"type": "squaredHinge"})
    yield case("squaredHinge of a softmax", "multiclass", loss={"type": "squaredHinge"})
    yield case("klDivergence", "multiclass", loss={"type": "klDivergence"})
    yield case("binaryFocalCrossentropy", "binary", loss={"type": "binaryFocalCrossentropy"})
    yield case("binaryFocalCrossentropy balanced", "binary", loss={"type": "binaryFocalCrossentropy", "applyClassBalancing": True, "alpha": 0.3, "gamma": 1.5})
    yield case("binaryFocalCrossentropy smoothed", "binary", loss={"type": "binaryFocalCrossentropy", "gamma": 3, "labelSmoothing": 0.2})
    yield case("binaryFocalCrossentropy without focus", "binary", loss={"type": "binaryFocalCrossentropy", "gamma": 0})
    yield case("categoricalFocalCrossentropy", "multiclass", loss={"type": "categoricalFocalCrossentropy"})
    yield case("categoricalFocalCrossentropy smoothed", "multiclass", loss={"type": "categoricalFocalCrossentropy", "alpha": 1, "gamma": 0.5, "labelSmoothing": 0.2})
    yield case("rows with weights, focal", "binary", loss={"type": "binaryFocalCrossentropy"}, weighted=True)
    yield case("rows with weights, divergence", "multiclass", loss={"type": "klDivergence"}, weighted=True)
    yield case("rows with weights, hinge", "binary", loss={"type": "hinge"}, weighted=True)


def other_optimizers():
    for optimizer in [
        {"type": "nadam"},
        {"type": "nadam", "learningRate": 0.05, "beta1": 0.8, "beta2": 0.9, "epsilon": 0.001},
        {"type": "adamax"},
        {"type": "adamax", "learningRate": 0.05, "beta1": 0.8, "beta2": 0.9, "epsilon": 0.001},
        {"type": "adagrad"},
        {"type": "adagrad", "learningRate": 0.05, "initialAccumulatorValue": 0.01, "epsilon": 0.001},
        {"type": "adadelta"},
        {"type": "adadelta", "learningRate": 1.0, "rho": 0.9, "epsilon": 0.0001},
        {"type": "lion"},
        {"type": "lion", "learningRate": 0.01, "beta1": 0.8, "beta2": 0.9},
    ]:
        yield case(" ".join(str(part) for part in optimizer.values()), "multiclass", optimizer=optimizer)


def clipping_and_averages():
    normalized = [{"id": "layer-1", "type": "dense", "units": 5, "activation": "tanh"}, {"id": "layer-2", "type": "batchNormalization", "momentum": 0.7}]
    for kind in ["sgd", "rmsprop", "adam", "adamw", "nadam", "adamax", "adagrad", "adadelta", "lion"]:
        yield case(f"{kind} with everything", "multiclass", optimizer={"type": kind, "learningRate": 0.05, "weightDecay": 0.1, "globalClipnorm": 0.1, "useEma": True, "emaMomentum": 0.8})
    yield case("clipvalue", "regression", optimizer={"type": "sgd", "learningRate": 0.1, "clipvalue": 0.05})
    yield case("clipvalue before adam", "regression", optimizer={"type": "adam", "learningRate": 0.05, "clipvalue": 0.05})
    yield case("clipnorm", "regression", optimizer={"type": "sgd", "learningRate": 0.1, "clipnorm": 0.2})
    yield case("clipnorm above some arrays", "multiclass", optimizer={"type": "sgd", "learningRate": 0.1, "momentum": 0.9, "clipnorm": 0.1})
    yield case("globalClipnorm", "regression", optimizer={"type": "sgd", "learningRate": 0.1, "globalClipnorm": 0.3})
    yield case("globalClipnorm never reached", "regression", optimizer={"type": "sgd", "learningRate": 0.1, "globalClipnorm": 100})
    yield case("weightDecay with momentum", "regression", optimizer={"type": "sgd", "learningRate": 0.1, "momentum": 0.9, "weightDecay": 0.05})
    yield case("useEma", "binary", optimizer={"type": "sgd", "learningRate": 0.5, "useEma": True})
    yield case("useEma and batchNormalization", "binary", layers=normalized, optimizer={"type": "adam", "learningRate": 0.05, "useEma": True, "emaMomentum": 0.9})


def schedule_case(schedule, learning_rate=0.1, steps_per_epoch=7, epochs=8):
    """The learning rate of every step of a run; settings are in epochs here and in steps in Keras."""
    steps = lambda epochs: epochs * steps_per_epoch  # noqa: E731
    of = schedule.get
    kinds = keras.optimizers.schedules
    if schedule["type"] == "step":
        # Keras has none of its own: the same as a staircase.
        own = kinds.ExponentialDecay(learning_rate, steps(schedule["everyEpochs"]), schedule["factor"], staircase=True)
    elif schedule["type"] == "exponentialDecay":
        own = kinds.ExponentialDecay(learning_rate, steps(schedule["decayEpochs"]), schedule["decayRate"], staircase=of("staircase", False))
    elif schedule["type"] == "inverseTimeDecay":
        own = kinds.InverseTimeDecay(learning_rate, steps(schedule["decayEpochs"]), schedule["decayRate"], staircase=of("staircase", False))
    elif schedule["type"] == "polynomialDecay":
        own = kinds.PolynomialDecay(learning_rate, steps(of("decayEpochs", 0) or epochs), schedule["endLearningRate"], power=of("power", 1), cycle=of("cycle", False))
    elif schedule["type"] == "cosineDecayRestarts":
        own = kinds.CosineDecayRestarts(learning_rate, steps(schedule["firstDecayEpochs"]), t_mul=of("lengthFactor", 2), m_mul=of("heightFactor", 1), alpha=of("endFactor", 0))
    else:
        warm = of("warmupEpochs", 0)
        fall = steps(of("decayEpochs", 0) or epochs - warm)
        own = kinds.CosineDecay(of("startFactor", 0) * learning_rate if warm else learning_rate, fall, alpha=of("endFactor", 0), warmup_target=learning_rate if warm else None, warmup_steps=steps(warm))
    rates = [float(f"{float(own(step)):.9g}") for step in range(steps(epochs))]
    return {"name": " ".join(str(part) for part in schedule.values()), "schedule": schedule, "learningRate": learning_rate, "stepsPerEpoch": steps_per_epoch, "epochs": epochs, "losses": [], "rates": rates}


def plateau_case(name, losses, **settings):
    """The learning rate of every epoch by Keras's callback."""
    callback = keras.callbacks.ReduceLROnPlateau(**{{"minimumChange": "min_delta", "minimumLearningRate": "min_lr"}.get(key, key): value for key, value in settings.items()})
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
    callback.set_model(model)
    callback.on_train_begin()
    rates = []
    for epoch, loss in enumerate(losses):
        rates.append(float(f"{float(model.optimizer.learning_rate):.9g}"))
        callback.on_epoch_end(epoch, {"val_loss": loss})
    return {"name": name, "schedule": {"type": "reduceOnPlateau", **settings}, "learningRate": 0.1, "stepsPerEpoch": 1, "epochs": len(losses), "losses": losses, "rates": rates}


def schedules():
    for schedule in [
        {"type": "step", "everyEpochs": 2, "factor": 0.5},
        {"type": "exponentialDecay", "decayEpochs": 1, "decayRate": 0.8},
        {"type": "exponentialDecay", "decayEpochs": 3, "decayRate": 0.5, "staircase": True},
        {"type": "inverseTimeDecay", "decayEpochs": 2, "decayRate": 0.5},
        {"type": "inverseTimeDecay", "decayEpochs": 2, "decayRate": 3, "staircase": True},
        {"type": "polynomialDecay", "endLearningRate": 0.001},
        {"type": "polynomialDecay", "endLearningRate": 0.01, "decayEpochs": 5, "power": 2},
        {"type": "polynomialDecay", "endLearningRate": 0.01, "decayEpochs": 3, "power": 0.5, "cycle": True},
        {"type": "cosineDecay"},
        {"type": "cosineDecay", "decayEpochs": 5, "endFactor": 0.1},
        {"type": "cosineDecay", "warmupEpochs": 2, "startFactor": 0.1, "endFactor": 0.05},
        {"type": "cosineDecay", "warmupEpochs": 3, "decayEpochs": 3},
        {"type": "cosineDecayRestarts", "firstDecayEpochs": 2, "lengthFactor": 1, "heightFactor": 0.5},
        {"type": "cosineDecayRestarts", "firstDecayEpochs": 1, "endFactor": 0.1},
        {"type": "cosineDecayRestarts", "firstDecayEpochs": 1, "lengthFactor": 1.5, "heightFactor": 0.8},
    ]:
        yield schedule_case(schedule)
    falling = [1.0, 0.9, 0.91, 0.9, 0.89995, 0.95, 0.7, 0.71, 0.72, 0.73, 0.6, 0.61, 0.62, 0.63, 0.64, 0.65, 0.66]
    yield plateau_case("patience 2", falling, patience=2, factor=0.5)
    yield plateau_case("patience 0", falling, patience=0, factor=0.5)
    yield plateau_case("patience 1, cooldown 2", falling, patience=1, cooldown=2, factor=0.3)
    yield plateau_case("not below the smallest", falling, patience=1, factor=0.1, minimumLearningRate=0.02)
    yield plateau_case("only large changes count", falling, patience=2, factor=0.5, minimumChange=0.15)


def initializers():
    """Of 100 000 draws for a kernel of a shape that is not square, and of a convolution's."""
    special = {"fanIn": "fan_in", "fanOut": "fan_out", "fanAvg": "fan_avg", "truncatedNormal": "truncated_normal", "untruncatedNormal": "untruncated_normal"}
    scalings = [{"type": "varianceScaling", "scale": scale, "mode": mode, "distribution": distribution} for scale, mode, distribution in [(1, "fanIn", "truncatedNormal"), (2, "fanOut", "uniform"), (0.5, "fanAvg", "untruncatedNormal")]]
    plain = [{"type": kind} for kind in ["randomNormal", "truncatedNormal", "randomUniform", "glorotUniform", "glorotNormal", "heUniform", "heNormal", "lecunUniform", "lecunNormal", "orthogonal"]]
    for initializer in [*plain, *scalings, {"type": "randomNormal", "mean": 1, "stddev": 0.5}, {"type": "randomUniform", "minval": -2, "maxval": 1}, {"type": "orthogonal", "gain": 2}]:
        for shape in [(500, 200), (5, 5, 50, 80)]:
            settings = {name: special.get(value, value) for name, value in settings_of(initializer).items()}
            values = np.asarray(getattr(keras.initializers, class_name(initializer["type"]))(seed=1, **settings)(shape))
            yield {"name": " ".join(str(part) for part in initializer.values()), "initializer": initializer, "shape": list(shape), **{key: float(f"{getattr(values, key)():.6g}") for key in ["mean", "std", "min", "max"]}}
    for shape in [(3, 5), (5, 3)]:
        yield {"name": "identity", "initializer": {"type": "identity", "gain": 2}, "shape": list(shape), "values": numbers(keras.initializers.Identity(2.0)(shape))}


def hundred_steps():
    normalized = [{"id": "layer-1", "type": "dense", "units": 6, "activation": "gelu"}, {"id": "layer-2", "type": "batchNormalization"}, {"id": "layer-3", "type": "dense", "units": 4, "activation": "tanh"}]
    yield case("adam", optimizer={"type": "adam", "learningRate": 0.01}, steps=100)
    yield case("sgd momentum", "regression", optimizer={"type": "sgd", "learningRate": 0.02, "momentum": 0.9, "nesterov": True}, steps=100)
    yield case("rmsprop", "multiclass", optimizer={"type": "rmsprop", "learningRate": 0.005, "centered": True}, steps=100)
    yield case("nadam, normalized", "multiclass", layers=normalized, optimizer={"type": "nadam", "learningRate": 0.005}, weighted=True, steps=100)
    yield case("adamw, focal", layers=normalized, loss={"type": "binaryFocalCrossentropy"}, optimizer={"type": "adamw", "learningRate": 0.005, "weightDecay": 0.01}, steps=100)


if __name__ == "__main__":
    families = [losses, optimizers, activations, regularizers, normalizations, other_losses, other_optimizers, clipping_and_averages, schedules, initializers, hundred_steps]
    for family in families:
        name = family.__name__.replace("_", "-")
        if len(sys.argv) == 1 or name in sys.argv[1:]:
            write(name, list(family()))
