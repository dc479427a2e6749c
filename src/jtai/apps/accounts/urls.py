from django.urls import path

from jtai.apps.accounts import views, views_password

urlpatterns = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("account", views.account, name="account"),
    path("account/password", views_password.change, name="password-change"),
    path("account/sessions/<int:pk>/end", views_password.session_end, name="session-end"),
    path("account/sessions/end-others", views_password.sessions_end, name="sessions-end"),
    path("password/again", views_password.again, name="password-again"),
    path("password", views_password.forgotten, name="password-forgotten"),
    path("password/choose", views_password.choose, name="password-choose"),
    path("invitation/<str:uid>/<str:token>", views_password.invitation, name="invitation"),
]
