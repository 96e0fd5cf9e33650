"""The tutorial's networks in Keras. Under a mixed policy everything computes in bfloat16 but the last unit."""
import keras


def open_base(weights, size):
    base = keras.applications.VGG16(weights=weights, include_top=False, input_shape=(size, size, 3))
    base.trainable = False
    return base


def head():
    return [keras.layers.Flatten(), keras.layers.Dense(256, activation="relu"), keras.layers.Dropout(0.5),
            keras.layers.Dense(1, activation="sigmoid", dtype="float32")]


def head_alone(shape):
    return keras.Sequential([keras.Input(shape), *head()])


def tail(base, shape):
    """Block 5 and the head, from block 4's output; weights of their own."""
    layers = [keras.Input(shape)]
    for name in ("block5_conv1", "block5_conv2", "block5_conv3", "block5_pool"):
        layer = base.get_layer(name)
        layers.append(type(layer).from_config({**layer.get_config(), "trainable": True}))
    return keras.Sequential([*layers, *head()])


def compiled(model, rate, **how):
    model.compile(keras.optimizers.RMSprop(rate), "binary_crossentropy", metrics=["accuracy"], **how)
    return model
